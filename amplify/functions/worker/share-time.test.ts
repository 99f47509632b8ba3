import { expect, it } from 'vitest';
import { shareTime } from './share-time.ts';

it('shares the time of a call among those who are at work', () => {
  let now = 0;
  const join = shareTime(() => now);
  const first = join();
  now = 100;
  const second = join();
  now = 300;
  first.leave();
  now = 350;
  second.leave();
  expect(first.elapsedMs()).toBe(100 + 200 / 2);
  expect(second.elapsedMs()).toBe(200 / 2 + 50);
});
