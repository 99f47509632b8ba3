import type { Blueprint, Step } from '../blueprint/schema.ts';
import type { RunState, StepState } from '../run/state.ts';
import type { StepStatus } from '../run/statuses.ts';
import { stepKey } from '../run/step-key.ts';
import type { StepRecord } from './step-record.ts';

/** RUNNING: a worker has said that it is at it; SCHEDULED: it was handed to the workers. */
export type ShownStatus = StepStatus | 'RUNNING';

/** Branches of a fan-out by what became of them. */
export interface BranchCounts {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly atWork: number;
}

/** A step or branch as the screens show it; times in milliseconds since 1970. */
export interface StepView {
  readonly key: string;
  readonly stepId: string;
  readonly branch: number | undefined;
  readonly title: string;
  readonly agent: string;
  readonly status: ShownStatus;
  readonly attempt: number;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly usd: number;
  readonly reason: string | undefined;
  readonly hasGate: boolean;
  readonly branches: BranchCounts | undefined;
  /** The run whose result was taken over; its record of the step holds what it is. */
  readonly reusedFrom: string | undefined;
}

export type RecordsByKey = ReadonlyMap<string, StepRecord>;

const settled: readonly ShownStatus[] = ['SUCCEEDED', 'REUSED', 'SKIPPED', 'FAILED', 'CANCELLED', 'GATED'];

/** Whether nothing more happens with it by itself. */
export const isSettled = (status: ShownStatus): boolean => settled.includes(status);

/** Whether workers have it in hand. */
export const isAtWork = (status: ShownStatus): boolean =>
  status === 'RUNNING' || status === 'SCHEDULED' || status === 'RETRYING';

/** The steps of a run in the blueprint's order; a fan-out is one, with its branches counted. */
export function stepViews(blueprint: Blueprint, state: RunState, records: RecordsByKey): StepView[] {
  return blueprint.steps.map((step) => {
    const own = viewOf(step, undefined, state, records);
    const branches = branchViews(step, state, records);
    return branches.length === 0 ? own : foldBranches(own, branches);
  });
}

/** The branches of a fan-out in order; none where it has not begun, or is no fan-out. */
export function branchViews(step: Step, state: RunState, records: RecordsByKey): StepView[] {
  const count = stateOf(state, step.id)?.branches ?? 0;
  return Array.from({ length: count }, (_, branch) => viewOf(step, branch, state, records));
}

const pending: StepState = { status: 'PENDING', attempt: 0 };

function viewOf(step: Step, branch: number | undefined, state: RunState, records: RecordsByKey): StepView {
  const key = stepKey(step.id, branch);
  const whole = stateOf(state, step.id) ?? pending;
  // Of a fan-out that was taken over, the branches have no states of their own.
  const own = stateOf(state, key) ?? (whole.status === 'REUSED' ? whole : pending);
  const record = records.get(key);
  const isCurrent = record !== undefined && record.attempt === own.attempt;
  const isHeld = (own.status === 'SCHEDULED' || own.status === 'RETRYING') && isCurrent && record.status === 'RUNNING';
  // Of the last attempt: what lies between attempts, such as the wait at a gate, is no work.
  const startedAt = timeOf(record?.startedAt) ?? own.startedAt;
  // What was cancelled at work ended with the run.
  const end = timeOf(record?.endedAt) ?? own.endedAt ?? state.endedAt ?? startedAt;
  return {
    key,
    stepId: step.id,
    branch,
    title: step.title,
    agent: step.agent,
    status: isHeld ? 'RUNNING' : own.status,
    attempt: own.attempt,
    startedAt,
    endedAt: isSettled(own.status) ? end : undefined,
    usd: (record?.usd ?? 0) + (record?.attempts ?? []).reduce((sum, { usd }) => sum + (usd ?? 0), 0),
    reason: own.reason ?? (record?.status === 'FAILED' ? (record.reason ?? undefined) : undefined),
    hasGate: branch === undefined && step.gate !== undefined,
    branches: undefined,
    reusedFrom: own.status === 'REUSED' ? own.reusedFrom : undefined,
  };
}

function stateOf(state: RunState, key: string): StepState | undefined {
  return Object.hasOwn(state.steps, key) ? state.steps[key] : undefined;
}

function foldBranches(own: StepView, branches: readonly StepView[]): StepView {
  const count = (fits: (status: ShownStatus) => boolean) => branches.filter(({ status }) => fits(status)).length;
  const ends = branches.flatMap(({ endedAt }) => endedAt ?? []);
  return {
    ...own,
    attempt: Math.max(...branches.map(({ attempt }) => attempt)),
    startedAt: earliest([own.startedAt, ...branches.map(({ startedAt }) => startedAt)]),
    endedAt: isSettled(own.status) ? (ends.length > 0 ? Math.max(...ends) : own.endedAt) : undefined,
    usd: own.usd + branches.reduce((sum, { usd }) => sum + usd, 0),
    branches: {
      total: branches.length,
      done: count((status) => ['SUCCEEDED', 'REUSED', 'SKIPPED', 'GATED'].includes(status)),
      failed: count((status) => status === 'FAILED'),
      atWork: count(isAtWork),
    },
  };
}

function timeOf(text: string | null | undefined): number | undefined {
  if (!text) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

/** Whether two views would be drawn alike. */
export function isSameView(a: StepView, b: StepView): boolean {
  return (
    a.key === b.key &&
    a.status === b.status &&
    a.attempt === b.attempt &&
    a.startedAt === b.startedAt &&
    a.endedAt === b.endedAt &&
    a.usd === b.usd &&
    a.reason === b.reason &&
    a.branches?.total === b.branches?.total &&
    a.branches?.done === b.branches?.done &&
    a.branches?.failed === b.branches?.failed &&
    a.branches?.atWork === b.branches?.atWork
  );
}
