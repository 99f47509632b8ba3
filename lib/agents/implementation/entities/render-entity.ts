import { comment, jsString } from '../text/literals.ts';
import type { EntityModel, FieldModel } from './entity-model.ts';

const typeOf: Readonly<Record<FieldModel['type'], string>> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  date: 'string',
  list: 'readonly string[]',
};

const readerOf: Readonly<Record<FieldModel['type'], string>> = {
  string: 'text',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  list: 'texts',
};

/** Module of an entity: its type, its fields, and the parser of what comes from outside. */
export function renderEntity(entity: EntityModel): string {
  const properties = entity.fields.map(
    ({ name, type, isRequired }) => ` * @property {${typeOf[type]}${isRequired ? '' : ' | undefined'}} ${name}`,
  );
  const rows = entity.fields.map(
    ({ name, label, type, isRequired, isPersonal }) =>
      `  { name: ${jsString(name)}, label: ${jsString(label)}, type: '${type}', isRequired: ${isRequired}, isPersonal: ${isPersonal} },`,
  );
  const readers = entity.fields.map(
    ({ name, type, isRequired }) =>
      `    ${name}: reader.${isRequired ? 'required' : 'optional'}.${readerOf[type]}(${jsString(name)}),`,
  );
  return `${comment('Entity', entity.name)}
${comment('Sources', entity.sources.join(', '))}

import { readObject } from '../platform/read-object.js';

/**
 * @typedef {object} ${entity.pascal}
${properties.join('\n')}
 */

/** @type {readonly import('../platform/types.js').Field[]} */
export const fields = [
${rows.join('\n')}
];

/**
 * Parses what came from outside. Every finding names the field.
 * @param {unknown} input
 * @returns {import('../platform/types.js').Parsed<${entity.pascal}>}
 */
export function parse${entity.pascal}(input) {
  const reader = readObject(input);
  /** @type {${entity.pascal}} */
  const value = {
${readers.join('\n')}
  };
  return reader.finish(value);
}
`;
}

/** A value of each type, as code. */
export const goodOf: Readonly<Record<FieldModel['type'], string>> = {
  string: `'some text'`,
  number: '12.5',
  boolean: 'false',
  date: `'2026-02-28'`,
  list: `['first', 'second']`,
};

const badOf: Readonly<Record<FieldModel['type'], string>> = {
  string: '[5, {}, true]',
  number: `['5', NaN, Infinity, []]`,
  boolean: `['true', 1, []]`,
  date: `['2026-02-30', 'yesterday', '28.02.2026', 5]`,
  list: `['first', [1], [['nested']], {}]`,
};

/** Test of an entity's module. */
export function renderEntityTest(entity: EntityModel): string {
  const parse = `parse${entity.pascal}`;
  const required = entity.fields.filter(({ isRequired }) => isRequired).map(({ name }) => jsString(name));
  const wrong = entity.fields.map(({ name, type }) => `  [${jsString(name)}, ${badOf[type]}],`);
  return `import assert from 'node:assert/strict';
import test from 'node:test';
import { fields, ${parse} } from '../../src/entities/${entity.slug}.js';

/** @returns {Record<string, unknown>} */
const example = () => ({
${entity.fields.map(({ name, type }) => `  ${name}: ${goodOf[type]},`).join('\n')}
});
const required = [${required.join(', ')}];
/** @type {[string, unknown[]][]} */
const wrong = [
${wrong.join('\n')}
];

/** @param {unknown} input */
function findingsOf(input) {
  const parsed = ${parse}(input);
  return parsed.isValid ? [] : parsed.findings.map(({ path, code }) => ({ path, code }));
}

test('accepts a record with every field', () => {
  assert.deepEqual(${parse}(example()), { isValid: true, value: example() });
});

test('names each required field that is absent', () => {
  assert.deepEqual(fields.filter(({ isRequired }) => isRequired).map(({ name }) => name), required);
  for (const name of required) {
    const input = example();
    delete input[name];
    assert.deepEqual(findingsOf(input), [{ path: '/' + name, code: 'required' }]);
  }
});

test('accepts a record with the required fields alone', () => {
  const input = Object.fromEntries(Object.entries(example()).filter(([name]) => required.includes(name)));
  assert.deepEqual(findingsOf(input), []);
});

test('names each field whose value is of another type', () => {
  for (const [name, values] of wrong) {
    for (const value of values) assert.deepEqual(findingsOf({ ...example(), [name]: value }), [{ path: '/' + name, code: 'type' }]);
  }
});

test('refuses what is no object, and fields that it does not know', () => {
  for (const input of [null, undefined, 'text', 5, []]) assert.deepEqual(findingsOf(input), [{ path: '', code: 'type' }]);
  assert.deepEqual(findingsOf({ ...example(), 'not a field': 1 }), [{ path: '/not a field', code: 'unknown' }]);
  assert.deepEqual(findingsOf(JSON.parse('{"__proto__":{"isAdmin":true}}')).at(-1), { path: '/__proto__', code: 'unknown' });
});
`;
}
