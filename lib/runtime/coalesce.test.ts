import { describe, expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';

describe('coalesce', () => {
  it('does at once what is asked for in one turn, and gives everybody their own answer', async () => {
    const asked: (readonly number[])[] = [];
    const double = coalesce((numbers: readonly number[]) => {
      asked.push(numbers);
      return Promise.resolve(numbers.map((number) => 2 * number));
    });
    expect(await Promise.all([double(1), double(2)])).toEqual([2, 4]);
    expect(await double(3)).toBe(6);
    expect(asked).toEqual([[1, 2], [3]]);
  });

  it('fails for all, and works again afterwards', async () => {
    let isDown = true;
    const echo = coalesce((items: readonly string[]) =>
      isDown ? Promise.reject(new Error('down')) : Promise.resolve(items),
    );
    const outcomes = await Promise.allSettled([echo('a'), echo('b')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    expect(await echo('c')).toBe('c');
  });
});
