import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { uuid } from '../../../kernel/ids.ts';
import { invalidValue } from '../errors.ts';
import type { SqsState } from '../state.ts';
import { allow } from './shapes.ts';

export const startMessageMoveTask = defineOperation({
  schema: z.looseObject({ SourceArn: z.string(), DestinationArn: z.string().optional() }),
  execute(state: SqsState, { SourceArn, DestinationArn }, call) {
    const source = state.find(SourceArn);
    if (!source)
      throw new ServiceError(
        'ResourceNotFoundException',
        "The resource that you specified for the SourceArn parameter doesn't exist.",
      );
    allow(state, call, 'StartMessageMoveTask', source.arn);
    const isDeadLetterQueue = state.queues().some(({ redrive }) => redrive?.deadLetterTargetArn === source.arn);
    if (!isDeadLetterQueue)
      throw invalidValue('SourceArn', SourceArn, 'Source queue must be configured as a Dead Letter Queue.');
    const destination = DestinationArn === undefined ? undefined : state.find(DestinationArn);
    if (DestinationArn !== undefined && !destination) {
      throw new ServiceError(
        'ResourceNotFoundException',
        "The resource that you specified for the DestinationArn parameter doesn't exist.",
      );
    }
    const handle = Buffer.from(uuid()).toString('base64');
    const now = state.context.clock.now();
    const touched = new Set<string>();
    // One transaction for the whole task: it is done when it is acknowledged, whatever happens to the process.
    state.store.transaction(() => {
      const rows = state.store.all('SELECT sequence, source_arn FROM message WHERE queue = ?', source.name);
      let moved = 0;
      for (const { sequence, source_arn } of rows) {
        const target = destination ?? state.find(typeof source_arn === 'string' ? source_arn : '');
        if (!target) continue;
        state.store.run(
          `UPDATE message SET queue = ?, visible = ?, receives = 0, first_received = NULL, receipt = NULL,
           source_arn = NULL WHERE sequence = ?`,
          target.name,
          now,
          Number(sequence),
        );
        touched.add(target.name);
        moved += 1;
      }
      state.store.run(
        `INSERT INTO move_task (handle, source, destination, status, moved, total, started, failure)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        handle,
        source.arn,
        DestinationArn ?? null,
        moved < rows.length ? 'FAILED' : 'COMPLETED',
        moved,
        rows.length,
        now,
        moved < rows.length ? 'CouldNotDetermineMessageSource' : null,
      );
    });
    for (const name of touched) state.wake(name);
    return { TaskHandle: handle };
  },
});

export const listMessageMoveTasks = defineOperation({
  schema: z.looseObject({ SourceArn: z.string(), MaxResults: z.number().int().min(1).max(10).default(1) }),
  execute(state: SqsState, { SourceArn, MaxResults }, call) {
    allow(state, call, 'ListMessageMoveTasks', SourceArn);
    const rows = state.store.all(
      'SELECT * FROM move_task WHERE source = ? ORDER BY started DESC LIMIT ?',
      SourceArn,
      MaxResults,
    );
    return {
      Results: rows.map((row) => ({
        Status: row.status,
        SourceArn: row.source,
        ApproximateNumberOfMessagesMoved: row.moved,
        ApproximateNumberOfMessagesToMove: row.total,
        StartedTimestamp: row.started,
        ...(row.destination !== null && { DestinationArn: row.destination }),
        ...(row.failure !== null && { FailureReason: row.failure }),
      })),
    };
  },
});

export const cancelMessageMoveTask = defineOperation({
  schema: z.looseObject({ TaskHandle: z.string() }),
  execute(state: SqsState, { TaskHandle }): object {
    const task = state.store.get('SELECT status FROM move_task WHERE handle = ?', TaskHandle);
    if (!task) throw new ServiceError('ResourceNotFoundException', 'Task does not exist.');
    throw new ServiceError('UnsupportedOperation', 'Only active tasks can be cancelled.');
  },
});
