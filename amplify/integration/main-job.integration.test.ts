import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { eventually, history, replyTo, send } from './conversation.ts';
import { ask, newProject, personOf } from './people.ts';

const answers = z
  .object({ say: z.array(z.string()).default([]), answers: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('docs/examples/assessment-hospital.json', 'utf8')));

const assessmentSchema = z.object({
  state: z.union([z.string().transform((text): unknown => JSON.parse(text)), z.unknown()]),
  completedAt: z.string().nullish(),
});
const stateSchema = z.looseObject({ current: z.string().nullable(), completed: z.boolean() });

test('an interview runs from the first message to the report in three formats', async () => {
  const manager = await personOf('pm@demo.test');
  const projectId = await newProject(manager, 'demo', 'Hospital group');
  const interview = async () => {
    const { state } = await ask(
      manager,
      assessmentSchema,
      'query($projectId: ID!) { getAssessment(projectId: $projectId) { state completedAt } }',
      { projectId },
    );
    return stateSchema.parse(state);
  };

  const progress: number[] = [];
  const turn = async (message: string, questionId?: string) => {
    const { id } = await send(manager, { projectId, message, ...(questionId !== undefined && { questionId }) });
    await replyTo(manager, projectId, id);
    const { overall } = await ask(
      manager,
      z.object({ overall: z.number() }),
      'query($projectId: ID!) { getAssessmentProgress(projectId: $projectId) { overall } }',
      { projectId },
    );
    progress.push(overall);
  };
  for (const text of answers.say) await turn(text);
  for (let state = await interview(); !state.completed; state = await interview()) {
    const question = state.current ?? undefined;
    const answer = question === undefined ? undefined : answers.answers[question];
    await turn(answer ?? 'skip', question);
    expect(progress.length).toBeLessThan(200);
  }
  expect(progress.at(-1)).toBe(100);
  expect(new Set(progress).size).toBeGreaterThan(5);

  await eventually('the project to be ASSESSMENT_COMPLETE', async () => {
    const { status } = await ask(
      manager,
      z.object({ status: z.string().nullish() }),
      'query($id: ID!) { getProject(id: $id) { status } }',
      { id: projectId },
    );
    return status === 'ASSESSMENT_COMPLETE' || undefined;
  });
  for (const [format, beginning] of [
    ['md', '# '],
    ['json', '{'],
    ['pdf', '%PDF-'],
  ] as const) {
    const url = await eventually(`the ${format} report`, () =>
      ask(
        manager,
        z.object({ url: z.string() }),
        'query($projectId: ID!, $format: ReportFormat) { generateReportDownloadUrl(projectId: $projectId, format: $format) { url } }',
        { projectId, format },
      ).then(
        (found) => found.url,
        () => undefined,
      ),
    );
    const text = await (await fetch(url)).text();
    expect(text.trimStart().startsWith(beginning)).toBe(true);
  }

  const messages = await history(manager, projectId);
  const questions = messages.filter(({ messageType }) => messageType === 'USER');
  const replies = messages.filter(({ replyTo: answered }) => answered);
  expect(replies.map(({ replyTo: answered }) => answered).sort()).toEqual(questions.map(({ id }) => id).sort());
});
