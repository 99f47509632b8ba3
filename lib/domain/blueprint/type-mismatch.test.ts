import { describe, expect, it } from 'vitest';
import type { JsonSchema } from './catalogue.ts';
import { elementOf, kindsOf, partOf } from './json-schema.ts';
import { listOf } from './testing.ts';
import { TypeComparison, valueMismatch } from './type-mismatch.ts';

const text: JsonSchema = { type: 'string' };
const number: JsonSchema = { type: 'integer' };
const either: JsonSchema = { anyOf: [text, number] };
const nothing: JsonSchema = { type: 'null' };
const located = (schema: JsonSchema, root = schema) => ({ schema, root });
const compare = (source: JsonSchema, target: JsonSchema) =>
  new TypeComparison().mismatch(located(source), located(target));
const named = (field: JsonSchema): JsonSchema => ({ type: 'object', properties: { field }, required: ['field'] });

describe('a type', () => {
  it.each<[string, JsonSchema, JsonSchema]>([
    ['the same', text, text],
    ['one of several', either, text],
    ['several of which one will do', text, either],
    ['a choice for a text', { enum: ['a', 'b'] }, text],
    ['a constant for a number', { const: 1 }, number],
    ['anything', {}, text],
    ['what is named in an unknown way', { type: 'date' }, text],
    ['never more than null', nothing, text],
    ['a list of anything', { type: 'array' }, listOf(text)],
    ['a list or a text', { type: ['array', 'string'], items: number }, listOf(text)],
    ['an object that may have more', { type: 'object', properties: {}, additionalProperties: {} }, named(text)],
    ['a field that may be null', named({ anyOf: [text, nothing] }), named(text)],
    ['either object for one of them', { oneOf: [named(text), named(number)] }, named(text)],
    ['a reference that leads nowhere', { $ref: '#/nowhere' }, text],
    ['a reference to what all objects have', { $ref: '#/constructor' }, text],
  ])('serves: %s', (_, source, target) => {
    expect(compare(source, target)).toBeUndefined();
  });

  it.each<[string, JsonSchema, JsonSchema, string]>([
    ['another', text, number, 'string where number is expected'],
    ['none of several', { type: 'boolean' }, either, 'boolean where string or number is expected'],
    ['null is all that is expected', text, nothing, 'string where null is expected'],
    ['a list of others', listOf(text), listOf(number), 'a list of string where number is expected'],
    ['a field of another', named(text), named(number), 'an object whose "field" is string where number is expected'],
    [
      'no such field',
      { ...named(text), properties: {}, additionalProperties: false },
      named(text),
      'an object without "field"',
    ],
    [
      'a null beside another',
      { anyOf: [named(text), nothing] },
      named(number),
      'an object whose "field" is string where number is expected',
    ],
  ])('does not serve: %s', (_, source, target, reason) => {
    expect(compare(source, target)).toBe(reason);
  });

  it('gives the same answer when it is asked again', () => {
    const comparison = new TypeComparison();
    for (let times = 0; times < 2; times += 1) {
      expect(comparison.mismatch(located(text), located(number))).toBe('string where number is expected');
      expect(comparison.mismatch(located(text), located(text))).toBeUndefined();
    }
  });

  it('may contain itself', () => {
    const tree: JsonSchema = { type: 'object', properties: { part: { $ref: '#' } }, required: ['part'] };
    expect(compare(tree, { ...tree })).toBeUndefined();
    const riddle: JsonSchema = { anyOf: [{ $ref: '#' }] };
    expect(kindsOf(located(riddle))).toBeUndefined();
    expect(partOf(located(riddle), 'x')).toBe('unknown');
    expect(elementOf(located(riddle))).toBe('unknown');
    expect(kindsOf(located({ $ref: '#' }))).toBeUndefined();
  });

  it('is unknown under a name when one of its alternatives does not say', () => {
    expect(partOf(located({ anyOf: [named(text), { type: 'object' }] }), 'field')).toBe('unknown');
    expect(elementOf(located({ anyOf: [listOf(text), { type: 'array' }] }))).toBe('unknown');
    expect(partOf(located({ anyOf: [named(text), named(number)] }), 'field')).toMatchObject({ schema: either });
    expect(partOf(located({ anyOf: [named(text), nothing] }), 'field')).toMatchObject({ schema: text });
    expect(partOf(located(text), 'length')).toBe('missing');
  });
});

describe('a value that is written down', () => {
  it.each<[unknown, JsonSchema]>([
    ['a', text],
    [null, { anyOf: [text, nothing] }],
    [[1, 2], listOf(number)],
    [[1, 'a'], { type: 'array' }],
    [{ field: 'a', more: 1 }, named(text)],
    ['a', { enum: ['a', 'b'] }],
    [1, { const: 1 }],
    [{ anything: [1] }, {}],
  ])('has the type: %o', (value, target) => {
    expect(valueMismatch(value, located(target))).toBeUndefined();
  });

  it.each<[unknown, JsonSchema, string]>([
    [1, text, 'number where string is expected'],
    [null, text, 'null where string is expected'],
    ['c', { enum: ['a', 'b'] }, 'none of a, b'],
    [2, { const: 1 }, 'not 1'],
    [[1, 'a'], listOf(number), 'a list whose element 1 is string where number is expected'],
    [{}, named(text), 'an object without "field"'],
    [{ field: 1 }, named(text), 'an object whose "field" is number where string is expected'],
  ])('does not have it: %o', (value, target, reason) => {
    expect(valueMismatch(value, located(target))).toBe(reason);
  });
});
