import { expect, it } from 'vitest';
import { derivedId } from './ids.ts';

it('the same parts give the same id, other parts or another cut between them another', () => {
  expect(derivedId('a', 'bc')).toBe(derivedId('a', 'bc'));
  expect(derivedId('a', 'bc')).not.toBe(derivedId('ab', 'c'));
  expect(derivedId('a', 'bc')).toMatch(/^[0-9a-f]{32}$/);
});
