import { invalid } from '../failures.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { checkValue } from '../values/check-value.ts';
import { ExpressionError } from './cursor.ts';
import type { RawStep } from './syntax.ts';

/** A document path with its placeholders replaced. */
export type Path = readonly (string | number)[];

const NAME = /^#[0-9a-zA-Z_]+$/;
const VALUE = /^:[0-9a-zA-Z_]+$/;

/** ExpressionAttributeNames and -Values of one request; remembers which of them its expressions used. */
export class Placeholders {
  readonly #names: Readonly<Record<string, string>>;
  readonly #values: Item;
  readonly #unusedNames: Set<string>;
  readonly #unusedValues: Set<string>;

  /** @throws ServiceError when a placeholder is malformed or a value is none. */
  constructor(names: Readonly<Record<string, string>> | undefined, values: Item | undefined) {
    if (names) checkKeys('ExpressionAttributeNames', names, NAME);
    if (values) {
      checkKeys('ExpressionAttributeValues', values, VALUE);
      for (const key of Object.keys(values)) checkNamedValue(key, values[key]);
    }
    this.#names = names ?? {};
    this.#values = values ?? {};
    this.#unusedNames = new Set(Object.keys(this.#names));
    this.#unusedValues = new Set(Object.keys(this.#values));
  }

  path(steps: readonly RawStep[]): Path {
    return steps.map((step) =>
      typeof step === 'number' ? step : 'name' in step ? step.name : this.#name(step.placeholder),
    );
  }

  /** @throws ExpressionError */
  value(placeholder: string): AttributeValue {
    const value = Object.hasOwn(this.#values, placeholder) ? this.#values[placeholder] : undefined;
    if (value === undefined) {
      throw new ExpressionError(
        `An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
      );
    }
    this.#unusedValues.delete(placeholder);
    return value;
  }

  /** @throws ServiceError naming what no expression used. */
  assertAllUsed(): void {
    refuseUnused('ExpressionAttributeNames', this.#unusedNames);
    refuseUnused('ExpressionAttributeValues', this.#unusedValues);
  }

  #name(placeholder: string): string {
    const name = Object.hasOwn(this.#names, placeholder) ? this.#names[placeholder] : undefined;
    if (name === undefined) {
      throw new ExpressionError(
        `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
      );
    }
    this.#unusedNames.delete(placeholder);
    return name;
  }
}

function checkKeys(parameter: string, map: object, form: RegExp): void {
  const keys = Object.keys(map);
  if (keys.length === 0) throw invalid(`${parameter} must not be empty`);
  for (const key of keys) {
    if (!form.test(key)) throw invalid(`${parameter} contains invalid key: Syntax error; key: "${key}"`);
  }
}

function checkNamedValue(key: string, value: unknown): void {
  try {
    checkValue(value);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ValidationException') throw error;
    throw invalid(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`);
  }
}

function refuseUnused(parameter: string, unused: ReadonlySet<string>): void {
  if (unused.size === 0) return;
  throw invalid(`Value provided in ${parameter} unused in expressions: keys: {${[...unused].join(', ')}}`);
}

/** `[a, [0], b]`, as DynamoDB shows paths in messages. */
export const showPath = (path: Path): string =>
  `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
