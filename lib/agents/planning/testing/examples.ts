import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { TaskContext } from '../../agent.ts';
import { type AnswersFile, answerAll, startInterview } from '../../assessment/interview.ts';
import type { AssessmentReport } from '../../assessment/report/report-model.ts';
import { reportSchema } from '../../assessment/report/report-schema.ts';
import type { Design } from '../../design/schema.ts';
import { planWork } from '../plan-work.ts';
import { type Plan, planningOutputSchema } from '../schema.ts';

export const now = new Date('2026-11-21T09:00:00Z');
const answersSchema = z.object({ say: z.array(z.string()), answers: z.record(z.string(), z.string()) });

/** The answers of an example that the documentation ships. */
export function readAnswers(name: 'hospital' | 'fintech'): z.infer<typeof answersSchema> {
  const file = path.join(import.meta.dirname, `../../../../docs/examples/assessment-${name}.json`);
  return answersSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The report of the assessment for some answers. */
export async function assess(answers: AnswersFile): Promise<AssessmentReport> {
  const interview = startInterview({ id: 'project-1', name: 'Letters' }, now);
  await answerAll(interview, answers);
  const report = interview.artifacts.find(({ name }) => name === 'assessment.json');
  return reportSchema.parse(JSON.parse(String(report?.body)));
}

export function taskContext(feedback?: string): TaskContext {
  return {
    now: () => now,
    emit: () => {},
    remainingMs: () => 60_000,
    attempt: 1,
    continuation: undefined,
    saveContinuation: () => Promise.reject(new Error('nothing is continued here')),
    callTool: () => Promise.reject(new Error('no tools here')),
    place: { runId: 'r1', key: 'step' },
    progress: () => Promise.resolve(),
    log: () => {},
    ...(feedback === undefined ? {} : { feedback }),
  };
}

export const project = { id: 'project-1', name: 'Letters' };

/** The plan that the task makes; of the design `letters` unless another one is given. */
export async function plan(
  report: AssessmentReport,
  { design = letters, startDate, feedback }: { design?: Design; startDate?: string; feedback?: string } = {},
): Promise<Plan> {
  const input = { report, design, project, ...(startDate ? { startDate } : {}) };
  const result = await planWork.run(input, taskContext(feedback));
  return planningOutputSchema.parse(result.output).plan;
}

type Component = Design['components'][number];

export function component(id: string, kind: Component['kind'], ...dependsOn: string[]): Component {
  const name = id.replace(/^./, (first) => first.toUpperCase()).replaceAll('-', ' ');
  return { id, name, kind, purpose: name, technology: 'AWS', rule: `component.${kind}`, sources: ['A31'], dependsOn };
}

/** Letters that an agent drafts from a record system and a person signs: one of each thing that makes work. */
export const letters: Design = {
  schemaVersion: 1,
  project: { id: 'project-1', name: 'Letters' },
  useCase: { id: 'U-letters', title: 'Draft letters' },
  sections: [],
  components: [
    component('desk', 'interface', 'drafting-agent', 'sign-off'),
    component('drafting-agent', 'agent', 'letters', 'guidelines', 'records'),
    component('sign-off', 'approval', 'letters', 'sign-in'),
    component('letters', 'store'),
    component('guidelines', 'knowledge-base'),
    component('records', 'connector', 'sign-in'),
    component('sign-in', 'identity'),
    component('watch', 'monitoring', 'drafting-agent'),
  ],
  entities: [
    {
      id: 'letter',
      name: 'Letter',
      component: 'letters',
      retentionDays: 3650,
      sources: ['A17'],
      fields: [
        { name: 'Recipient', type: 'string', isRequired: true, isPersonal: true },
        { name: 'Text', type: 'string', isRequired: true, isPersonal: false },
      ],
    },
  ],
  integrations: [
    {
      id: 'orbis',
      system: 'ORBIS',
      direction: 'both',
      pattern: 'message',
      component: 'records',
      rule: 'integration.message',
      sources: ['A8'],
    },
    {
      id: 'mail',
      system: 'Mail room',
      direction: 'write',
      pattern: 'manual',
      component: 'desk',
      rule: 'integration.manual',
      sources: ['A8'],
    },
  ],
  businessRules: [
    {
      id: 'BR1',
      title: 'A person signs every letter',
      entity: 'letter',
      kind: 'approval-required',
      parameters: { role: 'physician' },
      sources: ['A24'],
    },
    {
      id: 'BR2',
      title: 'Names are masked',
      entity: 'letter',
      kind: 'mask-personal-data',
      parameters: {},
      sources: ['A21'],
    },
  ],
  decisions: [],
  cost: { pricesOf: '2026-11-01', items: [], monthlyUsd: 0, assumptions: [] },
  openQuestions: [{ id: 'Q1', text: 'Which wards begin?', section: 'context' }],
};
