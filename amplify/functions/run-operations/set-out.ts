import { dependenciesOf } from '#lib/domain/blueprint/graph';
import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import type { RunRecord } from '#lib/repositories/run';
import { messageFor } from '../supervisor/assignments.ts';
import type { RunOperationPorts } from './ports.ts';
import { cannotBegin, requestTask } from './request-task.ts';

/**
 * Has a run begun: by the worker of its first step where that is plain work, else by the supervisor, as also where the
 * run is asked for again. Should neither hear of it, the sweeper has it begun.
 */
export async function setOut(
  run: RunRecord,
  { isNew }: { readonly isNew: boolean },
  ports: RunOperationPorts,
): Promise<Outcome<RunRecord>> {
  // Whoever began it has a message that comes again until all is done.
  if (run.version > 0) return succeed(run);
  const key = isNew ? firstStep(run) : undefined;
  if (key === undefined) return requestTask(run, { kind: 'start' }, ports);
  try {
    await ports.assign({ ...messageFor(run, { key, attempt: 1, since: 1 }), begins: true });
    return succeed(run);
  } catch (error) {
    ports.logger.error('the workers were not told', error instanceof Error ? error : String(error));
    return fail(cannotBegin);
  }
}

/** A step that is at work as soon as the run is, whatever its input; whether that is so, its worker decides. */
function firstStep({ definition, state }: RunRecord): string | undefined {
  const dependencies = dependenciesOf(definition);
  const first = definition.steps.find(
    ({ id, forEach, when }) => !forEach && !when && dependencies.get(id)?.length === 0,
  );
  return first && state.steps[first.id]?.status === 'PENDING' ? first.id : undefined;
}
