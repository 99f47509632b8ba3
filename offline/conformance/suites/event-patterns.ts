import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { compilePattern, InvalidPatternError } from '../../kernel/event-pattern.ts';
import type { Suite } from '../suite.ts';

const data = z.object({
  provenance: z.string(),
  cases: z.array(
    z.object({
      id: z.string(),
      src: z.string(),
      pattern: z.string().optional(),
      raw: z.string().optional(),
      detail: z.string().optional(),
      expect: z.union([z.boolean(), z.literal('invalid')]),
    }),
  ),
});
type Case = z.infer<typeof data>['cases'][number];

const decide = ({ pattern, raw, detail }: Case): boolean | 'invalid' | 'valid' => {
  try {
    const compiled = compilePattern(pattern ?? raw ?? '');
    return detail === undefined ? 'valid' : compiled.matches(detail);
  } catch (error) {
    if (error instanceof InvalidPatternError) return 'invalid';
    throw error;
  }
};

/** Pairs of pattern and event, with what AWS's own matcher says of them. */
export const eventPatterns = {
  name: 'event-patterns',
  title: 'Event patterns',
  about: "Pattern and event pairs of aws/event-ruler's test data; the expectations were computed by ruler itself.",
  repository: 'https://github.com/aws/event-ruler',
  run() {
    const file = new URL('../../kernel/fixtures/event-patterns.json', import.meta.url);
    const { cases, provenance } = data.parse(JSON.parse(readFileSync(file, 'utf8')));
    const failures = cases.filter((one) => decide(one) !== one.expect).map(({ id, src }) => `${id} ${src}`);
    return Promise.resolve({
      version: /commit (\w+)/.exec(provenance)?.[1] ?? 'unknown',
      outcome: { passed: cases.length - failures.length, failed: failures.length, skipped: 0, failures },
    });
  },
} satisfies Suite;
