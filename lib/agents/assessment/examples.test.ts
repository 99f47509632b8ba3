import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { describeFact } from '#lib/domain/assessment/describe-facts';
import { getQuestion } from '#lib/domain/assessment/question-bank';
import { type AnswersFile, answerAll, type Interview, startInterview } from './interview.ts';

const now = new Date('2026-11-21T09:00:00Z');
const answersFile = z.object({ say: z.array(z.string()), answers: z.record(z.string(), z.string()) });

function readExample(name: string) {
  const file = path.join(import.meta.dirname, `../../../docs/examples/assessment-${name}.json`);
  return answersFile.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Types every answer as free text, without naming the question, as a person in the chat does. */
async function typeFreely(interview: Interview, { say = [], answers = {} }: AnswersFile): Promise<void> {
  for (const text of say) await interview.send(text);
  for (let step = 0; step < 80 && !interview.output?.completed; step += 1) {
    const asked = interview.output?.controls[0]?.questionId ?? '';
    await interview.send(answers[asked] ?? 'skip');
  }
}

function factsOf(interview: Interview): Set<string> {
  const answers = Object.values(interview.output?.state.answers ?? {});
  return new Set(
    answers.flatMap(({ questionId, facts }) => facts.map((fact) => `${questionId}: ${describeFact(fact)}`)),
  );
}

describe.each(['hospital', 'fintech'])('the example %s', (name) => {
  it('names only questions that exist', () => {
    for (const id of Object.keys(readExample(name).answers)) expect(getQuestion(id), id).toBeDefined();
  });

  it('completes the interview with nothing skipped', async () => {
    const interview = startInterview({ id: name, name }, now);
    await answerAll(interview, readExample(name));
    expect(interview.output?.completed).toBe(true);
    expect(interview.output?.progress).toEqual({ technical: 100, governance: 100, business: 100, commercial: 100 });
    const skipped = Object.values(interview.output?.state.answers ?? {}).filter(({ status }) => status === 'skipped');
    expect(skipped).toEqual([]);
  });

  it('is understood as well when typed freely as when each answer names its question', async () => {
    const [named, free] = [startInterview({ id: name, name }, now), startInterview({ id: name, name }, now)];
    await answerAll(named, readExample(name));
    await typeFreely(free, readExample(name));
    const [expected, found] = [factsOf(named), factsOf(free)];
    expect(free.output?.completed).toBe(true);
    const missed = [...expected].filter((fact) => !found.has(fact));
    const invented = [...found].filter((fact) => !expected.has(fact));
    expect(missed.length / expected.size, missed.join('\n')).toBeLessThan(0.05);
    expect(invented.length / found.size, invented.join('\n')).toBeLessThan(0.05);
  });
});
