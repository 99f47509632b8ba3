import { expect, it } from 'vitest';
import { readEnvironment } from './env.ts';

it('gives the named variables', () => {
  expect(readEnvironment(['BUS_NAME'], { BUS_NAME: 'bus', OTHER: 'x' })).toEqual({ BUS_NAME: 'bus' });
});

it('names every variable that is missing or empty', () => {
  expect(() => readEnvironment(['A', 'B', 'C'], { A: 'x', C: '' })).toThrow(/B, C/);
});
