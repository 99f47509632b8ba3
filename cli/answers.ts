import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { questionBank } from '#lib/design-doc/questions/question-bank';
import { listQuestions } from '#lib/domain/assessment/question-bank';
import { UsageError } from './errors.ts';

/** The answers file: `say` as a person would type it, then `answers` for what is still open. */
const answersSchema = z.strictObject({
  say: z.array(z.string().min(1)).default([]),
  answers: z.record(z.string(), z.string().min(1)).default({}),
});
export type Answers = z.infer<typeof answersSchema>;

/** Agents that interview, with their questions. */
export const interviewing = {
  assessment: () => listQuestions().map(({ id, text }) => ({ id, text })),
  'tech-design': () => questionBank.map(({ id, text }) => ({ id, text })),
} as const;
export type Interviewing = keyof typeof interviewing;

/** The ids that no question has: most likely misspelt. */
export function unknownQuestions(ids: readonly string[], agent: Interviewing = 'assessment'): string[] {
  const known = new Set(interviewing[agent]().map(({ id }) => id));
  return ids.filter((id) => !known.has(id));
}

/** @throws UsageError naming the file and the field. */
export function readAnswers(file: string): Answers {
  const parsed = answersSchema.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `${file} is no answers file: ${issue?.path.join('.') || 'top level'}: ${issue?.message ?? 'invalid'}. ` +
      'It holds {"answers": {"<question>": "<text>"}}; docs/examples has some.',
  );
}

/** The run's input: an object in a JSON file. */
export function readInput(file: string): Record<string, unknown> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  throw new UsageError(`${file} is no input of a run: it must hold a JSON object.`);
}

function readJson(file: string): unknown {
  if (!existsSync(file)) throw new UsageError(`${file} does not exist.`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${file} is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}
