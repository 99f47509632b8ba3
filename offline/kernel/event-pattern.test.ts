import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compilePattern, InvalidPatternError } from './event-pattern.ts';

type Case = { id: string; src: string; pattern?: string; raw?: string; detail?: string; expect: boolean | 'invalid' };

const { cases } = JSON.parse(readFileSync(new URL('./fixtures/event-patterns.json', import.meta.url), 'utf8')) as {
  cases: Case[];
};

function outcome({ pattern, raw, detail }: Case): boolean | 'invalid' | 'valid' {
  try {
    const compiled = compilePattern(pattern ?? raw ?? '');
    return detail === undefined ? 'valid' : compiled.matches(detail);
  } catch (error) {
    if (error instanceof InvalidPatternError) return 'invalid';
    throw error;
  }
}

test('decides every case of the published event-ruler data as AWS does', () => {
  const wrong = cases.filter((one) => outcome(one) !== one.expect).map(({ id, src }) => `${id} ${src}`);
  expect(cases.length).toBeGreaterThan(1000);
  expect(wrong).toEqual([]);
});

test('an error names the place and what may stand there', () => {
  expect(() => compilePattern('{"detail":{"size":[{"bigger":3}]}}')).toThrow(
    /detail\.size has the unknown operator "bigger"/,
  );
});

test('a pattern whose wildcards invite backtracking is decided at once', () => {
  const pattern = compilePattern(JSON.stringify({ key: [{ wildcard: `${'*a'.repeat(50)}b` }] }));
  expect(pattern.matches({ key: 'a'.repeat(50_000) })).toBe(false);
});
