import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { TaskContext } from '../agent.ts';
import { answerAll, startInterview } from './interview.ts';
import { reportTask } from './report-task.ts';

const now = new Date('2026-11-21T09:00:00Z');
const completedAt = '2026-11-21T08:30:00.000Z';
const project = { id: 'hospital', name: 'Hospital', description: null, requirements: 'Claims within a day' };
const answersFile = z.object({
  say: z.array(z.string()).optional(),
  answers: z.record(z.string(), z.string()).optional(),
});

function context(log: string[] = []): TaskContext {
  return {
    ...{ attempt: 1, continuation: undefined, now: () => now, remainingMs: () => 60_000 },
    ...{ emit: () => undefined, log: (line: string) => void log.push(line), progress: () => Promise.resolve() },
    saveContinuation: () => Promise.reject(new Error('nothing to continue')),
    callTool: () => Promise.reject(new Error('no tools here')),
    place: { runId: 'r1', key: 'step' },
  };
}

async function interviewed() {
  const interview = startInterview({ id: 'hospital', name: 'Hospital' }, now);
  const file = path.join(import.meta.dirname, '../../../docs/examples/assessment-hospital.json');
  await answerAll(interview, answersFile.parse(JSON.parse(readFileSync(file, 'utf8'))));
  return interview.output?.state;
}

describe("the assessment's report as a step of a run", () => {
  it('waits for the interview where there is none, and where it is not complete', async () => {
    const log: string[] = [];
    const state = await interviewed();
    for (const assessment of [undefined, null, { state, completedAt: null }]) {
      const { waitFor, artifacts } = await reportTask.run({ project, assessment }, context(log));
      expect({ waitFor, artifacts }).toEqual({ waitFor: 'conversation', artifacts: [] });
    }
    expect(log).toHaveLength(3);
  });

  it('gives the report, its files and where each answer was said', async () => {
    const assessment = { state: await interviewed(), completedAt };
    const { output, artifacts, evidence, waitFor } = await reportTask.run({ project, assessment }, context());
    expect(waitFor).toBeUndefined();
    expect(output).toMatchObject({ report: { project: { id: 'hospital' }, generatedAt: completedAt } });
    expect(artifacts.map(({ name }) => name)).toEqual(['assessment.json', 'assessment-report.md']);
    expect(evidence.length).toBeGreaterThan(10);
    expect(evidence[0]).toMatchObject({ source: { kind: 'message' } });
  });

  it('writes the same bytes in every attempt', async () => {
    const assessment = { state: await interviewed(), completedAt };
    const first = await reportTask.run({ project, assessment }, context());
    const second = await reportTask.run({ project, assessment }, { ...context(), attempt: 2, now: () => new Date(0) });
    expect(second.artifacts).toEqual(first.artifacts);
  });
});
