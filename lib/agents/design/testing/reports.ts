import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { TaskContext } from '../../agent.ts';
import { type AnswersFile, answerAll, startInterview } from '../../assessment/interview.ts';
import { reportSchema } from '../../assessment/report/report-schema.ts';
import { buildProjectModel } from '../../implementation/project-model.ts';
import { runDesign } from '../embedded.ts';
import type { Design, DesignInput } from '../schema.ts';

const now = new Date('2026-11-21T09:00:00Z');
const answersFile = z.object({ say: z.array(z.string()), answers: z.record(z.string(), z.string()) });

/** The report of an interview that is answered with a file's answers; what is not in it is skipped. */
export async function reportOf(answers: AnswersFile, name = 'Pilot'): Promise<DesignInput['report']> {
  const interview = startInterview({ id: 'project-1', name }, now);
  await answerAll(interview, answers);
  if (!interview.output?.completed) await interview.send('finish now');
  const json = interview.artifacts.find((artifact) => artifact.name === 'assessment.json')?.body;
  return reportSchema.parse(JSON.parse(String(json)));
}

export function reportOfExample(name: 'hospital' | 'fintech'): Promise<DesignInput['report']> {
  const file = path.join(import.meta.dirname, `../../../../docs/examples/assessment-${name}.json`);
  return reportOf(answersFile.parse(JSON.parse(readFileSync(file, 'utf8'))), name);
}

export const silent: Pick<TaskContext, 'now' | 'emit' | 'remainingMs'> = {
  now: () => now,
  emit: () => {},
  remainingMs: () => 60_000,
};

export function inputOf(report: DesignInput['report'], requirements?: string): DesignInput {
  return { report, project: { id: 'project-1', name: report.project.name, ...(requirements ? { requirements } : {}) } };
}

export async function designOf(report: DesignInput['report'], feedback?: string): Promise<Design> {
  const result = await runDesign(inputOf(report), { ...silent, ...(feedback ? { feedback } : {}) });
  return result.output.design;
}

/** What the implementation makes of a design's rules, without a plan. */
export function modelOf(design: Design, report: DesignInput['report']): ReturnType<typeof buildProjectModel> {
  const plan = {
    schemaVersion: 1 as const,
    project: design.project,
    startDate: '2026-12-01',
    endDate: '2027-01-01',
    tasks: [],
    criticalPath: [],
    duration: { expectedDays: 1, p10Days: 1, p90Days: 1 },
    effort: { expectedDays: 1, byRole: [] },
    milestones: [],
    risks: [],
    assumptions: [],
  };
  return buildProjectModel({ report: { ...report }, design, plan, project: design.project });
}
