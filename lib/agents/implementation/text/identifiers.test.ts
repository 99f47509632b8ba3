import { describe, expect, it } from 'vitest';
import { createNames, toCamel, toSlug } from './identifiers.ts';

describe('toSlug', () => {
  it.each([
    ['Claims triage', 'claims-triage'],
    ['Prüfung Großfälle', 'prufung-grossfalle'],
    ['Łódź & Ærø', 'lodz-aero'],
    ['orderLines', 'order-lines'],
    ['../../etc/passwd', 'etc-passwd'],
    ['CON', 'thing-con'],
    ['lpt1', 'thing-lpt1'],
    ['index', 'thing-index'],
    ['2nd stage', 'thing-2nd-stage'],
    ['a very long name that goes on and on', 'a-very-long-name-that-goes'],
  ])('of %j is %s', (text, slug) => {
    expect(toSlug(text, 'thing')).toBe(slug);
  });

  it('tells names without any Latin letter apart', () => {
    expect(toSlug('案件', 'thing')).toMatch(/^thing-[0-9a-f]{8}$/);
    expect(toSlug('案件', 'thing')).not.toBe(toSlug('书信', 'thing'));
  });

  it('bounds a word that never ends', () => {
    expect(toSlug('x'.repeat(10_000), 'thing')).toHaveLength(56);
  });
});

describe('toCamel', () => {
  it.each([
    ['Claim amount', 'claimAmount'],
    ['__proto__', 'proto'],
    ['constructor', 'fieldConstructor'],
    ['class', 'fieldClass'],
    ['3rd party', 'field3rdParty'],
  ])('of %j is %s', (text, name) => {
    expect(toCamel(text, 'field')).toBe(name);
  });
});

it('gives each name out once, also where only the case differs', () => {
  const names = createNames('-');
  expect([names('claim'), names('Claim'), names('claim')]).toEqual(['claim', 'Claim-2', 'claim-3']);
});
