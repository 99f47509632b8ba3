import { describe, expect, it } from 'vitest';
import { rememberChoices } from './remember-choices.ts';

const embedded = { provider: 'embedded', config: undefined };
const model = { provider: 'model', config: {} };

describe('where an agent thinks', () => {
  it('is asked once a minute, also by many at once', async () => {
    let [now, reads, choice] = [0, 0, embedded as typeof embedded | typeof model];
    const choose = rememberChoices(
      () => {
        reads += 1;
        return Promise.resolve(choice);
      },
      () => now,
    );
    await Promise.all(Array.from({ length: 5 }, () => choose('probe')));
    choice = model;
    now = 59_999;
    expect([await choose('probe'), reads]).toEqual([embedded, 1]);
    now = 60_000;
    expect([await choose('probe'), reads]).toEqual([model, 2]);
  });

  it('is as known last where it cannot be read, and not known where it never was', async () => {
    let [now, isDown] = [0, true];
    const choose = rememberChoices(
      () => (isDown ? Promise.reject(new Error('no table')) : Promise.resolve(model)),
      () => now,
    );
    await expect(choose('probe')).rejects.toThrow('no table');
    isDown = false;
    expect(await choose('probe')).toBe(model);
    [now, isDown] = [60_000, true];
    expect(await choose('probe')).toBe(model);
  });
});
