'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { isRunOver } from '#lib/domain/run/statuses';
import { applyRunEvent, type RunProgress, readRunEvent, readRunProgress } from '#lib/domain/run-view/run-detail';
import { readStepRecord, type StepRecord, stepRecordFields } from '#lib/domain/run-view/step-record';
import type { Schema } from '@/amplify/data/resource';
import { type DataClient, loadDataClient } from '../data-client.ts';
import { noteConnection, useConnection } from '../live/connection.ts';
import { type Channel, listen, useSubscriptions } from '../live/use-subscriptions.ts';
import { dataOf } from '../request-failure.ts';

type RunEvent = Schema['RunEvent']['type'];

const progressFields = ['status', 'version', 'state', 'spentUsd', 'endedAt', 'reason'] as const;
const PAGE_SIZE = 500;
const WHILE_CUT_MS = 3_000;
/** Should news be lost in spite of all: a run under way is looked at so often. */
const ANYWAY_MS = 30_000;
/** News of workers are gathered this long; with more keys than this the whole list is read instead. */
const GATHER_MS = 400;
const SINGLE_READS = 8;

async function fetchSteps(client: DataClient, runId: string): Promise<StepRecord[]> {
  const steps: StepRecord[] = [];
  let nextToken: string | null = null;
  do {
    // Typed by itself: the token of one page goes into the next.
    const page: { data: unknown[]; nextToken?: string | null } = await client.models.RunStep.runStepsByRun(
      { runId },
      { limit: PAGE_SIZE, nextToken, selectionSet: stepRecordFields },
    ).then((answer) => ({ data: dataOf(answer), nextToken: answer.nextToken ?? null }));
    steps.push(...page.data.map(readStepRecord));
    nextToken = page.nextToken ?? null;
  } while (nextToken !== null);
  return steps;
}

async function fetchStep(client: DataClient, runId: string, key: string): Promise<StepRecord | null> {
  const record = dataOf(await client.models.RunStep.get({ id: `${runId}#${key}` }, { selectionSet: stepRecordFields }));
  return record ? readStepRecord(record) : null;
}

/** Newer of two tellings of the same step: an attempt goes from RUNNING to its end, attempts count up. */
function newer(known: StepRecord | undefined, told: StepRecord): StepRecord {
  if (!known || told.attempt > known.attempt) return told;
  return told.attempt === known.attempt && !(told.status === 'RUNNING' && known.status !== 'RUNNING') ? told : known;
}

function mergeSteps(known: readonly StepRecord[], told: readonly StepRecord[]): StepRecord[] {
  const byKey = new Map(known.map((record) => [record.key, record]));
  for (const record of told) byKey.set(record.key, newer(byKey.get(record.key), record));
  return [...byKey.values()];
}

export type LiveRun = { progress: RunProgress; records: ReadonlyMap<string, StepRecord> };

type LiveRunInput = {
  runId: string;
  initialProgress: RunProgress;
  initialSteps: readonly StepRecord[];
};

/**
 * A run as it goes: what the supervisor tells is merged version by version, what workers tell has their records read.
 * Where a version was missed, or the socket was cut, the record is read again.
 */
export function useLiveRun({ runId, initialProgress, initialSteps }: LiveRunInput): LiveRun {
  const queryClient = useQueryClient();
  const { isCut } = useConnection();
  const runKey = ['run', runId];
  const stepsKey = ['run-steps', runId];
  const told = useRef({ keys: new Set<string>(), timer: undefined as ReturnType<typeof setTimeout> | undefined });

  const { data: progress } = useQuery({
    queryKey: runKey,
    initialData: initialProgress,
    refetchInterval: ({ state: { data } }) =>
      data && isRunOver(data.status) ? false : isCut ? WHILE_CUT_MS : ANYWAY_MS,
    queryFn: async () => {
      const client = await loadDataClient();
      const record = dataOf(await client.models.Run.get({ id: runId }, { selectionSet: progressFields }));
      noteConnection({ kind: 'answered' });
      const known = queryClient.getQueryData<RunProgress>(runKey) ?? initialProgress;
      const read = record ? readRunProgress(record) : known;
      // A read may be older than what the socket told meanwhile.
      return read.version >= known.version ? read : known;
    },
  });
  const { data: steps } = useQuery<readonly StepRecord[]>({
    queryKey: stepsKey,
    initialData: initialSteps,
    refetchInterval: isCut ? WHILE_CUT_MS : false,
    queryFn: async () => {
      const read = await fetchSteps(await loadDataClient(), runId);
      return mergeSteps(queryClient.getQueryData<readonly StepRecord[]>(stepsKey) ?? [], read);
    },
  });

  const readAgain = (queryKey: readonly string[]) => void queryClient.invalidateQueries({ queryKey, exact: true });

  const readTold = async () => {
    const keys = [...told.current.keys];
    told.current = { keys: new Set(), timer: undefined };
    if (keys.length > SINGLE_READS) {
      readAgain(stepsKey);
      return;
    }
    const client = await loadDataClient();
    const read = await Promise.all(keys.map((key) => fetchStep(client, runId, key).catch(() => null)));
    const found = read.filter((record) => record !== null);
    queryClient.setQueryData<readonly StepRecord[]>(stepsKey, (known = []) => mergeSteps(known, found));
  };

  const onMessage = (message: RunEvent) => {
    const event = readRunEvent(message);
    if (event) {
      const known = queryClient.getQueryData<RunProgress>(runKey) ?? initialProgress;
      const effect = applyRunEvent(known, event);
      if (effect.kind !== 'stale') {
        queryClient.setQueryData<RunProgress>(runKey, effect.progress);
        if (effect.kind === 'read-again') readAgain(runKey);
        if (isRunOver(event.status)) readAgain(stepsKey);
      }
    }
    // Of a worker's step, by itself or with the run that it brought about.
    if (!message.key) return;
    told.current.keys.add(message.key);
    told.current.timer ??= setTimeout(() => void readTold(), GATHER_MS);
  };

  const channel: Channel<RunEvent> = {
    key: `run ${runId}`,
    operation: 'onRunEvent',
    open: (client, next) => [listen<RunEvent>(client.subscriptions.onRunEvent({ runId }), next)],
  };
  useSubscriptions(channel, {
    onMessage,
    onListening: () => {
      readAgain(runKey);
      readAgain(stepsKey);
    },
  });
  useEffect(() => {
    const { current } = told;
    return () => clearTimeout(current.timer);
  }, []);

  const records = useMemo(() => new Map(steps.map((record) => [record.key, record])), [steps]);
  return { progress, records };
}
