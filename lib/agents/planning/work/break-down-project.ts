import { getQuestion } from '#lib/domain/assessment/question-bank';
import type { Design } from '../../design/schema.ts';
import type { ReportFacts } from '../report-facts.ts';
import { type DraftTask, taskKey, toPoints } from './draft-task.ts';
import {
  type GapWork,
  gapsWithOwnTask,
  gapWork,
  gapWorkBySeverity,
  mitigationWork,
  otherMitigationWork,
  type Stage,
} from './gap-templates.ts';
import type { PhaseId } from './phases.ts';
import { type Role, toRole } from './roles.ts';

type Draft = Pick<DraftTask, 'key' | 'name' | 'role' | 'topics' | 'after'> & {
  days: readonly [number, number, number];
  kind?: 'wait';
  sources?: readonly string[];
};
const inPhase =
  (phase: PhaseId) =>
  ({ days, ...draft }: Draft): DraftTask => ({
    phase,
    kind: 'work',
    components: [],
    sources: [],
    points: toPoints(days),
    ...draft,
  });

const roleOfSection: Readonly<Record<Design['openQuestions'][number]['section'], Role>> = {
  context: 'Process owner',
  requirements: 'Process owner',
  components: 'Solution architect',
  data: 'Data lead',
  integration: 'Enterprise architect',
  security: 'Security lead',
  operations: 'Project manager',
  cost: 'Finance',
};

/** Tasks that close gaps and answer risks; `byStage` holds their keys by what must wait for them. */
export type Foundations = {
  tasks: DraftTask[];
  byStage: ReadonlyMap<Stage, readonly string[]>;
  /** Keys of the tasks that answer a risk, by its id. */
  mitigations: ReadonlyMap<string, readonly string[]>;
  /** Key of the task that closes the gap of a question. */
  closing: ReadonlyMap<string, string>;
};

export function layFoundations(report: ReportFacts): Foundations {
  const byStage = new Map<Stage, string[]>();
  const tasks: DraftTask[] = [];
  const closing = new Map<string, string>();
  const add = (request: { key: string; name: string; role: Role; work: GapWork; sources: readonly string[] }) => {
    const { work, ...draft } = request;
    const after = ['kickoff', ...(work.after ?? [])];
    const task = inPhase('foundations')({ ...draft, topics: work.topics, days: work.days, after });
    tasks.push(work.isElapsed ? { ...task, kind: 'wait' } : task);
    byStage.set(work.before, [...(byStage.get(work.before) ?? []), draft.key]);
  };
  const questionOf = new Map(report.report.answers.map(({ ref, questionId }) => [ref, questionId]));
  for (const { id, severity, statement } of report.report.gaps) {
    const questionId = questionOf.get(statement.sources[0] ?? '') ?? id;
    const ownTask = gapsWithOwnTask[questionId];
    const key = ownTask ?? taskKey('gap', id);
    closing.set(questionId, key);
    if (ownTask !== undefined) continue;
    const remedy = getQuestion(questionId)?.remedy;
    add({
      key,
      name: remedy?.action ?? `Close the gap: ${statement.text}`,
      role: remedy?.owner ?? 'Project manager',
      work: gapWork[questionId] ?? gapWorkBySeverity[severity],
      sources: statement.sources,
    });
  }
  const mitigations = new Map<string, readonly string[]>();
  for (const { id, mitigation, owner, statement } of report.report.risks) {
    const covering = statement.sources.flatMap((source) => closing.get(questionOf.get(source) ?? '') ?? []);
    const own = mitigationWork[id];
    const isCovered = covering.length >= (own ? statement.sources.length : 1);
    const key = taskKey('risk', id);
    const needsTask = !isCovered && !risksOfThePlan.has(id);
    if (needsTask)
      add({
        key,
        name: mitigation,
        role: toRole(owner),
        work: own ?? otherMitigationWork,
        sources: statement.sources,
      });
    mitigations.set(id, [...covering, ...(needsTask ? [key] : [])]);
  }
  return { tasks, byStage, mitigations, closing };
}

/** Risks whose answer is in the plan itself: its dates, its waiting for money. */
const risksOfThePlan: ReadonlySet<string> = new Set(['R-deadline', 'R-funding', 'R-competition']);

/** Work in front of the build: kick-off, open questions, the design in detail, environments. */
export function prepareBuild(design: Design, foundations: Foundations): DraftTask[] {
  const before = (stage: Stage) => foundations.byStage.get(stage) ?? [];
  const size = design.components.length + design.integrations.length;
  const questions = design.openQuestions.map((question) =>
    inPhase('design')({
      key: taskKey('question', question.id),
      name: `Answer: ${question.text}`,
      role: roleOfSection[question.section],
      days: [0.5, 1.5, 4],
      topics: ['requirements'],
      after: ['kickoff'],
    }),
  );
  return [
    inPhase('mobilize')({
      key: 'kickoff',
      name: 'Agree on aims, roles and working days',
      role: 'Project manager',
      days: [1, 2, 4],
      topics: ['decision'],
      after: [],
    }),
    inPhase('mobilize')({
      key: 'specification',
      name: 'Write down what has to be bought',
      role: 'Project manager',
      days: [1, 3, 6],
      topics: [],
      after: ['kickoff'],
    }),
    ...questions,
    inPhase('design')({
      key: 'detail',
      name: 'Detail the design with the people of the process',
      role: 'Solution architect',
      days: [2 + size * 0.25, 4 + size * 0.5, 8 + size],
      topics: ['requirements'],
      after: ['kickoff', ...questions.map(({ key }) => key), ...before('design')],
    }),
    inPhase('design')({
      key: 'review',
      name: 'Review the design for security and data protection',
      role: 'Security lead',
      days: [1, 2, 5],
      topics: ['security', 'compliance'],
      after: ['detail'],
    }),
    inPhase('build')({
      key: 'environment',
      name: 'Set up accounts, environments and the pipeline',
      role: 'Operations engineer',
      days: [2, 4, 9],
      topics: ['infrastructure'],
      after: ['procurement', 'kickoff', ...before('build')],
    }),
  ];
}

/** Work behind the build: from the test of the whole to the handover. `lastKeys` are the tasks nothing else waits for. */
export function verifyAndRelease(design: Design, foundations: Foundations, lastKeys: readonly string[]): DraftTask[] {
  const before = (stage: Stage) => foundations.byStage.get(stage) ?? [];
  const { components, integrations } = design;
  const extent = components.length * 0.2 + integrations.length * 0.5;
  return [
    inPhase('verify')({
      key: 'end-to-end',
      name: 'Test the whole with all systems',
      role: 'Test engineer',
      days: [2 + extent * 0.5, 3 + extent, 6 + extent * 2],
      topics: ['integration'],
      after: [...lastKeys, ...before('verify')],
    }),
    inPhase('verify')({
      key: 'security-test',
      name: 'Try to break in, and mend what is found',
      role: 'Security lead',
      days: [2, 4, 10],
      topics: ['security', 'compliance'],
      after: ['end-to-end'],
    }),
    inPhase('verify')({
      key: 'acceptance',
      name: 'Accept with people of the process on real cases',
      role: 'Process owner',
      days: [2, 4, 10],
      topics: ['requirements', 'cases'],
      after: ['end-to-end'],
    }),
    inPhase('verify')({
      key: 'go-live',
      name: 'Decide on going live',
      role: 'Executive sponsor',
      days: [0.25, 0.5, 2],
      topics: ['decision'],
      after: ['acceptance', 'security-test'],
    }),
    inPhase('release')({
      key: 'training',
      name: 'Train the people of the pilot',
      role: 'People lead',
      days: [1, 3, 6],
      topics: ['people'],
      after: ['end-to-end'],
    }),
    inPhase('release')({
      key: 'release',
      name: 'Release to the pilot',
      role: 'Operations engineer',
      days: [0.5, 1, 3],
      topics: ['infrastructure'],
      after: ['go-live', 'training', ...before('release')],
    }),
    inPhase('operate')({
      key: 'pilot',
      name: 'Run the pilot and measure it',
      role: 'Process owner',
      kind: 'wait',
      days: [15, 20, 30],
      topics: [],
      after: ['release'],
    }),
    inPhase('operate')({
      key: 'compare',
      name: 'Compare the pilot with the time before and decide on the roll-out',
      role: 'Process owner',
      days: [1, 2, 4],
      topics: ['decision'],
      after: ['pilot'],
    }),
    inPhase('operate')({
      key: 'handover',
      name: 'Hand over to operations with the runbook',
      role: 'Operations engineer',
      days: [2, 4, 8],
      topics: ['infrastructure'],
      after: ['pilot', ...before('operate')],
    }),
  ];
}
