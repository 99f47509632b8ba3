import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { uuid } from '../../../kernel/ids.ts';
import { invalidValue } from '../errors.ts';
import type { Queue, SqsState } from '../state.ts';
import { allow } from './shapes.ts';

/** @throws ServiceError ResourceNotFoundException naming the parameter. */
function queueOf(state: SqsState, arn: string, parameter: string): Queue {
  const queue = state.find(arn);
  if (queue) return queue;
  throw new ServiceError(
    'ResourceNotFoundException',
    `The resource that you specified for the ${parameter} parameter doesn't exist.`,
    { status: 404 },
  );
}

export const startMessageMoveTask = defineOperation({
  schema: z.looseObject({
    SourceArn: z.string(),
    DestinationArn: z.string().optional(),
    MaxNumberOfMessagesPerSecond: z.number().int().optional(),
  }),
  execute(state: SqsState, { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: rate }, call) {
    const source = queueOf(state, SourceArn, 'SourceArn');
    allow(state, call, 'StartMessageMoveTask', source.arn);
    const isDeadLetterQueue = state.queues().some(({ redrive }) => redrive?.deadLetterTargetArn === source.arn);
    if (!isDeadLetterQueue) {
      throw invalidValue('SourceArn', SourceArn, 'Source queue must be configured as a Dead Letter Queue.');
    }
    const destination = DestinationArn === undefined ? undefined : queueOf(state, DestinationArn, 'DestinationArn');
    if (destination?.name === source.name) {
      throw invalidValue('DestinationArn', destination.arn, 'Source queue and destination queue must not be the same.');
    }
    if (destination && destination.fifo !== source.fifo) {
      throw invalidValue('DestinationArn', destination.arn, 'Source and destination queue must be of the same type.');
    }
    if (rate !== undefined && (rate < 1 || rate > 500)) {
      throw invalidValue('MaxNumberOfMessagesPerSecond', String(rate), 'Must be between 1 and 500, if provided.');
    }
    if (state.store.get("SELECT 1 FROM move_task WHERE source = ? AND status = 'RUNNING'", source.arn)) {
      throw new ServiceError(
        'UnsupportedOperation',
        'There is already a task running. Only one active task is allowed.',
      );
    }
    const handle = Buffer.from(JSON.stringify({ taskId: uuid(), sourceArn: source.arn })).toString('base64');
    const count = state.store.get('SELECT COUNT(*) AS n FROM message WHERE queue = ?', source.name);
    state.store.run(
      `INSERT INTO move_task (handle, source, destination, status, moved, total, started, failure, rate)
       VALUES (?, ?, ?, 'RUNNING', 0, ?, ?, NULL, ?)`,
      ...[handle, source.arn, destination?.arn ?? null, Number(count?.n), state.context.clock.now(), rate ?? null],
    );
    state.moveTasks.run(handle);
    return { TaskHandle: handle };
  },
});

export const listMessageMoveTasks = defineOperation({
  schema: z.looseObject({ SourceArn: z.string(), MaxResults: z.number().int().optional() }),
  execute(state: SqsState, { SourceArn, MaxResults = 1 }, call) {
    allow(state, call, 'ListMessageMoveTasks', SourceArn);
    queueOf(state, SourceArn, 'SourceArn');
    if (MaxResults < 1 || MaxResults > 10) {
      throw invalidValue('MaxResults', String(MaxResults), 'Must be between 1 and 10, if provided.');
    }
    const rows = state.store.all(
      'SELECT * FROM move_task WHERE source = ? ORDER BY started DESC, rowid DESC LIMIT ?',
      SourceArn,
      MaxResults,
    );
    return {
      Results: rows.map((row) => ({
        ...(row.status === 'RUNNING' && { TaskHandle: row.handle }),
        Status: row.status,
        SourceArn: row.source,
        ApproximateNumberOfMessagesMoved: row.moved,
        ApproximateNumberOfMessagesToMove: row.total,
        StartedTimestamp: row.started,
        ...(row.rate !== null && { MaxNumberOfMessagesPerSecond: row.rate }),
        ...(row.destination !== null && { DestinationArn: row.destination }),
        ...(row.failure !== null && { FailureReason: row.failure }),
      })),
    };
  },
});

export const cancelMessageMoveTask = defineOperation({
  schema: z.looseObject({ TaskHandle: z.string() }),
  execute(state: SqsState, { TaskHandle }, call) {
    const task = state.store.get('SELECT source, status FROM move_task WHERE handle = ?', TaskHandle);
    if (!task) throw new ServiceError('ResourceNotFoundException', 'Task does not exist.', { status: 404 });
    allow(state, call, 'CancelMessageMoveTask', String(task.source));
    if (task.status !== 'RUNNING')
      throw new ServiceError('UnsupportedOperation', 'Only active tasks can be cancelled.');
    return { ApproximateNumberOfMessagesMoved: state.moveTasks.cancel(TaskHandle) };
  },
});
