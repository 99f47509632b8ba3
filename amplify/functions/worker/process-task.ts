import { AgentOutputError } from '#lib/agents/agent';
import { usageOfFunction } from '#lib/domain/cost/usage';
import type { FactoryEvent } from '#lib/domain/events/registry';
import { formatLease, type Lease, leaseRetriesMs, leaseWaitSeconds, parseLease } from '#lib/domain/run/lease';
import type { WorkerMessage } from '#lib/domain/run/worker-message';
import { runStepId } from '#lib/repositories/run-step';
import type { LeaseScope } from '#lib/repositories/worker-lease';
import { createMeter, type Meter } from '#lib/runtime/meter';
import { askPeople } from './ask-people.ts';
import { type Claim, createClaim } from './claim.ts';
import { completionEvent } from './completion.ts';
import { continueLater, maximumContinuations } from './continuation.ts';
import type { Invocation, WorkerPorts } from './ports.ts';
import { postpone } from './postpone.ts';
import { resolveInput } from './resolve-input.ts';
import { type Attempted, runAttempt } from './run-attempt.ts';
import type { Leavings } from './spending.ts';
import { storeFailure, storeResult, toldOfAnother } from './store-result.ts';
import { readWork, takenForLostAt, type Work } from './work.ts';

/** A lease outlives its worker by this, in milliseconds. */
const leaseMarginMs = 15_000;
/** Bytes of the requests that follow the record's write, roughly: an event, a place given back. */
const lateBytes = 1000;

/**
 * Works on a message to its end: a result, a failure, a slice of the work, or nothing where it is not wanted any more.
 * @throws when it could not be seen to: the message is to come again.
 */
export async function processTask(message: WorkerMessage, invocation: Invocation, ports: WorkerPorts): Promise<void> {
  const share = invocation.joinShare();
  const meter = createMeter();
  try {
    const elapsedMs = () => share.elapsedMs();
    await meter.run(() => processMetered(message, { invocation, meter, elapsedMs }, ports));
  } finally {
    share.leave();
  }
}

interface Call {
  readonly invocation: Invocation;
  readonly meter: Meter;
  readonly elapsedMs: () => number;
}

async function processMetered(message: WorkerMessage, call: Call, ports: WorkerPorts): Promise<void> {
  const reading = await readWork(message, ports);
  switch (reading.kind) {
    case 'over':
      ports.logger.info('nothing to do', { why: reading.why, key: message.key, attempt: message.attempt });
      return;
    case 'under way':
      await askLater(message, reading.askAgainAt, ports);
      return;
    case 'told':
      await ports.publish([reading.event]);
      return;
    case 'impossible': {
      const failure = { isRetryable: false, reason: reading.reason };
      await tell(await storeFailure(reading.work, failure, leavings(call, { input: null, logs: [] }), ports), ports);
      return;
    }
    case 'work':
      await workInTurn(reading.work, call, ports);
  }
}

/** Takes a place at work; where there is none, the message waits at the end of the queue, before nobody. */
async function workInTurn(work: Work, call: Call, ports: WorkerPorts): Promise<void> {
  const { message, step } = work;
  const scope = { organization: message.organization, agent: step.agent };
  const holder = `${message.runId}#${message.key}#${message.attempt}#${Math.floor(ports.random() * 1e9).toString(36)}`;
  await giveBackOfLost(work, scope, ports);
  const lease: Lease = { holder, expiresAt: ports.now() + call.invocation.remainingMs() + leaseMarginMs };
  if (!(await takePlace(scope, lease, ports))) {
    ports.logger.info('no place at work; put off', { key: message.key, organization: message.organization });
    const { least, most } = leaseWaitSeconds;
    await ports.enqueue(message, least + Math.floor(ports.random() * (most - least + 1)));
    return;
  }
  try {
    await attemptWork({ ...work, claimant: formatLease(lease) }, call, ports);
  } finally {
    // Not given back it lapses by itself.
    await ports.leases.release(scope, lease).catch((error: unknown) => {
      ports.logger.warn('lease not given back', error instanceof Error ? error : String(error));
    });
  }
}

/** The place of a worker that was lost at the step: else it would be taken until it lapses. */
async function giveBackOfLost({ own }: Work, scope: LeaseScope, ports: WorkerPorts): Promise<void> {
  if (own?.status !== 'RUNNING' || !own.claimedBy || ports.now() < takenForLostAt(own, own.attempt)) return;
  await ports.leases.release(scope, parseLease(own.claimedBy));
}

async function takePlace(scope: LeaseScope, lease: Lease, { leases, random }: WorkerPorts): Promise<boolean> {
  if (await leases.acquire(scope, lease)) return true;
  for (const waitMs of leaseRetriesMs) {
    await new Promise((resolve) => setTimeout(resolve, waitMs * (0.5 + random())));
    if (await leases.acquire(scope, lease)) return true;
  }
  return false;
}

async function attemptWork(work: Work, call: Call, ports: WorkerPorts): Promise<void> {
  const input = await resolveInput(work, ports);
  const claim = createClaim(work, ports);
  try {
    const attempted = await runAttempt(work, input, { invocation: call.invocation, claim }, ports);
    const left = leavings(call, { input, logs: attempted.logs });
    await tell(await settle({ ...work, hasClaimed: claim.isTaken() }, attempted, { left, claim }, ports), ports);
  } catch (error) {
    // The message comes again at once; else it would wait until the claim is old.
    await claim.letGo().catch((unsaid: unknown) => {
      ports.logger.warn('claim not given back', unsaid instanceof Error ? unsaid : String(unsaid));
    });
    throw error;
  }
}

/** Stores how the attempt ended. */
async function settle(
  work: Work,
  { end }: Attempted,
  { left, claim }: { readonly left: Leavings; readonly claim: Claim },
  ports: WorkerPorts,
): Promise<FactoryEvent | undefined> {
  const { message } = work;
  switch (end.kind) {
    case 'succeeded':
      try {
        return await storeResult(work, end.result, left, ports);
      } catch (error) {
        if (!(error instanceof AgentOutputError)) throw error;
        return storeFailure(work, { isRetryable: false, reason: error.message }, left, ports);
      }
    case 'waiting':
      await claim.letGo('Waits for a conversation.');
      await askPeople(work, end.result, ports);
      return completionEvent(message, { attempt: message.attempt, outcome: { kind: 'waiting' }, usd: 0 });
    case 'postponed':
      return postpone(work, end, { leavings: left, claim }, ports);
    case 'failed':
      return storeFailure(work, end, left, ports);
    case 'interrupted':
      if ((message.continuation ?? 0) >= maximumContinuations) {
        const reason = `The work was interrupted more than ${maximumContinuations} times.`;
        return storeFailure(work, { isRetryable: false, reason }, left, ports);
      }
      if (await continueLater(work, end.state, { leavings: left, claim }, ports)) return undefined;
      return toldOfAnother(work, ports);
    case 'cancelled':
      // The run is over: its record is all that may still say that the work is under way.
      await storeFailure(work, { isRetryable: false, reason: 'The run was ended.' }, left, ports);
      return undefined;
    case 'fenced':
      return leaveToAnother(work, ports);
  }
}

/** Another worker is at the attempt: whether it comes to an end is looked at when it might be lost. */
async function leaveToAnother(work: Work, ports: WorkerPorts): Promise<FactoryEvent | undefined> {
  const { message, run } = work;
  const id = runStepId(run.id, message.key);
  const lostAt = takenForLostAt((await ports.steps.getMany([id])).get(id), message.attempt);
  if (lostAt === 0) return toldOfAnother(work, ports);
  await askLater(message, lostAt, ports);
  return undefined;
}

function askLater(message: WorkerMessage, at: number, ports: WorkerPorts): Promise<void> {
  return ports.enqueue(message, Math.max(1, Math.ceil((at - ports.now()) / 1000)));
}

async function tell(event: FactoryEvent | undefined, ports: WorkerPorts): Promise<void> {
  if (event) await ports.publish([event]);
}

function leavings({ meter, elapsedMs, invocation }: Call, rest: Pick<Leavings, 'input' | 'logs'>): Leavings {
  const { memoryMb, batchSize } = invocation;
  const later = { requestBytes: lateBytes, responseBytes: lateBytes, entries: 1 };
  return {
    ...rest,
    usage: (recordBytes) => {
      // The record's own write, and what comes after it.
      meter.plan({ service: 'appsync', operation: 'saveRunStep', ...later, requestBytes: recordBytes });
      meter.plan({ service: 'eventbridge', operation: 'PutEvents', ...later });
      meter.plan({ service: 'dynamodb', operation: 'UpdateItem', ...later });
      // Received and deleted together with the rest of the batch.
      meter.add([{ service: 'sqs', item: 'request', quantity: 2 / batchSize, requests: 2 / batchSize }]);
      meter.add(usageOfFunction({ milliseconds: elapsedMs(), memoryMb, invocations: 1 / batchSize }));
      return meter.usage();
    },
  };
}
