import type { PastAttempt } from './step-record.ts';
import { isAtWork, isSettled, type RecordsByKey, type StepView } from './step-view.ts';

export type SpanKind = 'done' | 'failed' | 'running' | 'waiting' | 'gate';

/** A stretch of time on a row, in milliseconds since 1970; `attempt` counts from 1. */
export interface TimelineSpan {
  readonly kind: SpanKind;
  readonly from: number;
  readonly to: number;
  readonly attempt: number | undefined;
}

export interface TimelineRow {
  readonly view: StepView;
  readonly spans: readonly TimelineSpan[];
}

/** A gate's time: from when it was opened until somebody decided. */
export interface GateTime {
  readonly stepId: string;
  readonly requestedAt: string;
  readonly decidedAt?: string | null | undefined;
}

type TimelineInput = {
  readonly views: readonly StepView[];
  readonly records: RecordsByKey;
  readonly gates: readonly GateTime[];
  /** What is under way reaches until here. */
  readonly now: number;
};

/** When each step and branch was at work, attempt by attempt, and how long its gates waited. */
export function timelineRows({ views, records, gates, now }: TimelineInput): TimelineRow[] {
  return views.map((view) => {
    const attempts = view.branches ? wholeSpan(view, now) : attemptSpans(view, records, now);
    const waits = view.branch === undefined ? gates.filter(({ stepId }) => stepId === view.stepId) : [];
    return { view, spans: [...attempts, ...waits.flatMap((gate) => gateSpan(gate, now))] };
  });
}

function attemptSpans(view: StepView, records: RecordsByKey, now: number): TimelineSpan[] {
  const record = records.get(view.key);
  if (!record) return wholeSpan(view, now);
  const past = record.attempts.flatMap((attempt) => pastSpan(attempt));
  const from = Date.parse(record.startedAt);
  // What was taken over from another run took its time there.
  if (Number.isNaN(from) || view.status === 'REUSED') return past;
  const end = record.endedAt ? Date.parse(record.endedAt) : undefined;
  const kind = kindOf(view, record.status === 'FAILED');
  return [...past, { kind, from, to: Math.max(from, end ?? now), attempt: record.attempt }];
}

function kindOf(view: StepView, isFailed: boolean): SpanKind {
  if (isFailed) return 'failed';
  if (view.status === 'WAITING') return 'waiting';
  return isAtWork(view.status) ? 'running' : 'done';
}

function pastSpan({ attempt, startedAt, endedAt, status, reason }: PastAttempt): TimelineSpan[] {
  const from = Date.parse(startedAt ?? '');
  const to = Date.parse(endedAt ?? '');
  if (Number.isNaN(from) || Number.isNaN(to)) return [];
  return [{ kind: status === 'SUCCEEDED' || !reason ? 'done' : 'failed', from, to: Math.max(from, to), attempt }];
}

/** Where no worker's record tells more: from its first to its last moment. */
function wholeSpan(view: StepView, now: number): TimelineSpan[] {
  const { startedAt: from, status } = view;
  if (from === undefined || status === 'REUSED') return [];
  const to = view.endedAt ?? (isSettled(status) ? from : now);
  return [{ kind: kindOf(view, status === 'FAILED'), from, to: Math.max(from, to), attempt: undefined }];
}

function gateSpan({ requestedAt, decidedAt }: GateTime, now: number): TimelineSpan[] {
  const from = Date.parse(requestedAt);
  const to = decidedAt ? Date.parse(decidedAt) : now;
  if (Number.isNaN(from) || Number.isNaN(to)) return [];
  return [{ kind: 'gate', from, to: Math.max(from, to), attempt: undefined }];
}

export interface TimeAxis {
  readonly from: number;
  readonly to: number;
  /** Milliseconds from the beginning, evenly apart in round steps. */
  readonly ticks: readonly number[];
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const tickSteps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second],
  ...[minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute],
  ...[hour, 2 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 30 * day],
];

/** An axis that holds all spans and the run's beginning, with at most `maximumTicks` ticks. */
export function timeAxis(rows: readonly TimelineRow[], runStart: number, maximumTicks = 6): TimeAxis {
  let from = runStart;
  let to = runStart + 1;
  for (const span of rows.flatMap(({ spans }) => spans)) {
    from = Math.min(from, span.from);
    to = Math.max(to, span.to);
  }
  const length = to - from;
  const step = tickSteps.find((size) => length / size <= maximumTicks) ?? length;
  const ticks = Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
  return { from, to, ticks };
}
