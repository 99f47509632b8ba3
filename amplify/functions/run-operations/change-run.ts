import * as z from 'zod/mini';
import { fail, type Outcome } from '#lib/domain/outcome/outcome';
import { replayState } from '#lib/domain/run/replay';
import { isRunOver } from '#lib/domain/run/statuses';
import { parseKey } from '#lib/domain/run/step-key';
import type { RunRecord } from '#lib/repositories/run';
import type { OperationCall } from '#lib/runtime/operation';
import type { RunOperationPorts } from './ports.ts';
import { projectAtWork } from './project-at-work.ts';
import { idempotencyKeySchema, parsedJson, readArguments } from './read-arguments.ts';
import { requestTask } from './request-task.ts';
import { beginNewRun } from './start-run.ts';

const inputSchema = z.record(
  z.string(),
  z.unknown(),
  'must be an object with a field for each of the blueprint’s inputs',
);
const stepSchema = z.object({ stepId: z.string('must be text') });
const replaySchema = z.object({
  fromStepId: z.string('must be text'),
  input: z.optional(z.unknown()),
  idempotencyKey: idempotencyKeySchema,
});

async function runOf(call: OperationCall, ports: RunOperationPorts): Promise<RunRecord> {
  const run = call.run && (await ports.runs.get(call.run.id));
  if (!run) throw new Error(`${call.operation} was called without a run. The resolver loads it first.`);
  return run;
}

const conflict = (code: string, message: string) => fail({ type: 'Conflict', code, message });
const noStep = (field: string) =>
  fail({ type: 'NotFound', code: 'STEP_NOT_FOUND', field, message: 'The run has no such step. Check its id.' });

export async function cancelRun(call: OperationCall, ports: RunOperationPorts): Promise<Outcome<unknown>> {
  const run = await runOf(call, ports);
  if (isRunOver(run.status)) return conflict('RUN_OVER', `The run is ${run.status.toLowerCase()} already.`);
  return requestTask(run, { kind: 'cancel', by: call.caller.email ?? call.caller.userId ?? 'a service' }, ports);
}

/** Has a failed step, or a failed branch, be tried again; of `redriveDeadLetter` too, whose letter is that step. */
export async function retryStep(call: OperationCall, ports: RunOperationPorts): Promise<Outcome<unknown>> {
  const run = await runOf(call, ports);
  const read = readArguments(stepSchema, call.arguments);
  if (!read.ok) return read;
  const key = read.data.stepId;
  const step = Object.hasOwn(run.state.steps, key) ? run.state.steps[key] : undefined;
  if (!step) return noStep('stepId');
  if (step.status !== 'FAILED') {
    return conflict('STEP_NOT_FAILED', `The step is ${step.status.toLowerCase()}; only a failed one is tried again.`);
  }
  if (run.status !== 'FAILED') {
    return conflict('RUN_NOT_FAILED', 'Other steps of the run are still at work. Try again when it has come to rest.');
  }
  const project = await projectAtWork({ id: run.projectId, organization: run.organization }, ports);
  if (!project.ok) return project;
  return requestTask(run, { kind: 'retry', key, failedAt: run.state.endedAt }, ports);
}

/** A new run with the results of the steps before the named one; with another input a fork. */
export async function replayRun(call: OperationCall, ports: RunOperationPorts): Promise<Outcome<unknown>> {
  const run = await runOf(call, ports);
  const read = readArguments(replaySchema, call.arguments);
  if (!read.ok) return read;
  const { fromStepId, idempotencyKey } = read.data;
  const given = readArguments(z.nullish(inputSchema), parsedJson(read.data.input), 'input');
  if (!given.ok) return given;
  const input = given.data ?? undefined;
  const { stepId } = parseKey(fromStepId);
  if (!run.definition.steps.some(({ id }) => id === stepId)) return noStep('fromStepId');
  const replayed = replayState({
    blueprint: run.definition,
    source: run.state,
    sourceRunId: run.id,
    fromStep: stepId,
    at: ports.now().getTime(),
  });
  if (!replayed.ok) return replayed;
  return beginNewRun(
    call,
    {
      blueprint: run.definition,
      input: input ?? z.parse(inputSchema, run.input ?? {}),
      idempotencyKey,
      replay: { replayOf: run.id, fromStepId: stepId, isFork: input !== undefined, state: replayed.data },
    },
    ports,
  );
}
