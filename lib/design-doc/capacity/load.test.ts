import { expect, it } from 'vitest';
import { createContext } from '../context.ts';
import { ordersInput } from '../testing/orders-input.ts';
import { peakOf } from './load.ts';

const peak = (load: string, said: string) => {
  const answers = {
    ...ordersInput.answers,
    load: { text: load, messageId: 'm1' },
    'peak-load': { text: said, messageId: 'm2' },
  };
  const input = { ...ordersInput, answers };
  return peakOf(createContext(input, input))?.value;
};

it.each([
  ['20 requests per second', 'five times the average', undefined],
  ['20 requests per second', '5 times the average', 5],
  ['20 requests per second', '3000 requests per minute', 2.5],
  ['20 requests per second', '50 at peak', 2.5],
  ['1200 requests per minute', '3000 at the peak', 2.5],
  ['20 requests per second', '10 at peak', undefined],
  ['20 requests per second', 'high', undefined],
  ['a lot', '50 at peak', undefined],
])('of a load of %s, a peak of "%s" is %s times it', (load, said, times) => {
  expect(peak(load, said)).toBe(times);
});
