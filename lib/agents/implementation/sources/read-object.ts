/** `src/platform/read-object.js` */
export const readObjectSource = String.raw`/** @typedef {import('./types.js').Finding} Finding */

const maximumTextLength = 10000;
const maximumListLength = 1000;

/**
 * Reads the fields of an object that came from outside, and collects what is wrong with it.
 * @param {unknown} input
 */
export function readObject(input) {
  /** @type {Finding[]} */
  const findings = [];
  /** @type {Set<string>} */
  const known = new Set();
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  /** @type {Map<string, unknown>} */
  const values = new Map(isObject ? Object.entries(input) : []);

  /**
   * @param {string} path
   * @param {string} code
   * @param {string} message
   */
  const report = (path, code, message) => {
    findings.push({ rule: 'schema', path, code, message });
  };
  if (!isObject) report('', 'type', 'must be an object');

  /**
   * @template Value
   * @param {string} name
   * @param {(value: unknown) => value is Value} isRight
   * @param {string} message
   * @returns {Value | undefined}
   */
  function read(name, isRight, message) {
    known.add(name);
    const value = values.get(name);
    if (value === undefined || value === null) return undefined;
    if (isRight(value)) return value;
    report('/' + name, 'type', message);
    return undefined;
  }

  /**
   * @template Value
   * @param {(value: unknown) => value is Value} isRight
   * @param {string} message
   * @param {Value} placeholder
   */
  function readers(isRight, message, placeholder) {
    return {
      /** @param {string} name */
      optional: (name) => read(name, isRight, message),
      /** @param {string} name */
      required: (name) => {
        const value = read(name, isRight, message);
        if (value !== undefined) return value;
        const given = values.get(name);
        if (isObject && (given === undefined || given === null)) report('/' + name, 'required', 'must be given');
        return placeholder;
      },
    };
  }

  const text = readers(isText, 'must be text of at most ' + maximumTextLength + ' characters', '');
  const number = readers(isNumber, 'must be a finite number', 0);
  const boolean = readers(isBoolean, 'must be true or false', false);
  const date = readers(isDate, 'must be a date such as 2026-02-28, or a date with time and zone', '');
  const texts = readers(isTexts, 'must be a list of at most ' + maximumListLength + ' texts', noTexts);

  return {
    required: {
      text: text.required,
      number: number.required,
      boolean: boolean.required,
      date: date.required,
      texts: texts.required,
    },
    optional: {
      text: text.optional,
      number: number.optional,
      boolean: boolean.optional,
      date: date.optional,
      texts: texts.optional,
    },
    /**
     * The value that was put together from the fields, or all findings.
     * @template {object} Value
     * @param {Value} value
     * @returns {import('./types.js').Parsed<Value>}
     */
    finish(value) {
      for (const name of values.keys()) {
        if (!known.has(name)) report('/' + name, 'unknown', 'is not a field');
      }
      if (findings.length > 0) return { isValid: false, findings };
      for (const [name, one] of Object.entries(value)) if (one === undefined) Reflect.deleteProperty(value, name);
      return { isValid: true, value };
    },
  };
}

/** @type {readonly string[]} */
const noTexts = [];

/**
 * @param {unknown} value
 * @returns {value is string}
 */
function isText(value) {
  return typeof value === 'string' && value.length <= maximumTextLength;
}

/**
 * @param {unknown} value
 * @returns {value is number}
 */
function isNumber(value) {
  return typeof value === 'number' && Number.isFinite(value);
}

/**
 * @param {unknown} value
 * @returns {value is boolean}
 */
function isBoolean(value) {
  return typeof value === 'boolean';
}

/**
 * @param {unknown} value
 * @returns {value is readonly string[]}
 */
function isTexts(value) {
  return Array.isArray(value) && value.length <= maximumListLength && value.every(isText);
}

/**
 * A day of the calendar, or a moment with its zone.
 * @param {unknown} value
 * @returns {value is string}
 */
function isDate(value) {
  if (typeof value !== 'string') return false;
  const match = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.exec(value);
  if (!match || Number.isNaN(Date.parse(value))) return false;
  const day = String(match[1]);
  return new Date(day + 'T00:00:00Z').toISOString().startsWith(day);
}
`;
