import { describe, expect, it } from 'vitest';
import de from '../../../messages/de.json' with { type: 'json' };
import en from '../../../messages/en.json' with { type: 'json' };

/** Each message under its path, with the arguments that it takes. */
function argumentsByKey(node: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(node).flatMap(([key, value]: [string, unknown]): [string, string][] => {
      const place = path ? `${path}.${key}` : key;
      if (typeof value === 'object' && value !== null) return [...argumentsByKey(value, place)];
      const names = [...String(value).matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name);
      return [[place, [...new Set(names)].sort().join(' ')]];
    }),
  );
}

describe('the message catalogues', () => {
  it('say the same things, with the same arguments, in every language', () => {
    expect(Object.fromEntries(argumentsByKey(de))).toEqual(Object.fromEntries(argumentsByKey(en)));
  });

  it('leave nothing empty', () => {
    const empty = JSON.stringify({ de, en }).match(/:""/g);
    expect(empty).toBeNull();
  });
});
