import { type EventDetail, eventSchemaVersion } from '#lib/domain/events/registry';
import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { RunRecord } from '#lib/repositories/run';
import type { RunOperationPorts } from './ports.ts';

/** Nobody hears now that a run was stored. */
export const cannotBegin = {
  type: 'Unavailable',
  code: 'SUPERVISOR_UNREACHABLE',
  message: 'The run is stored, but cannot be begun now. Start it again with the same idempotencyKey.',
} as const;

/** Asks the supervisor for something about a run and answers the run as it stands. Asking twice does no harm. */
export async function requestTask(
  run: RunRecord,
  taskDetails: EventDetail<'task.request'>['taskDetails'],
  ports: Pick<RunOperationPorts, 'publish' | 'logger' | 'newId'>,
): Promise<Outcome<RunRecord>> {
  const { id: orchestrationId, organization, projectId, correlationId } = run;
  const isStart = taskDetails.kind === 'start';
  const idempotencyKey = `${orchestrationId}:${isStart ? 'start' : `${taskDetails.kind}.${ports.newId()}`}`;
  const envelope = { schemaVersion: eventSchemaVersion, organization, projectId, correlationId, idempotencyKey };
  try {
    await ports.publish([{ name: 'task.request', detail: { ...envelope, orchestrationId, taskDetails } }]);
  } catch (error) {
    ports.logger.error('the supervisor was not told', error instanceof Error ? error : String(error));
    return isStart ? fail(cannotBegin) : fail({ ...cannotBegin, message: 'This cannot be done now. Try again.' });
  }
  return succeed(run);
}
