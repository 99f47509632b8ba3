import { AgentOutputError } from '#lib/agents/agent';
import { addUsage, usageOfFunction, usageOfRequest } from '#lib/domain/cost/usage';
import type { FactoryEvent } from '#lib/domain/events/registry';
import { aliveMs } from '#lib/domain/run/heartbeat';
import { formatLease, type Lease, leaseWaitSeconds, parseLease } from '#lib/domain/run/lease';
import type { WorkerMessage } from '#lib/domain/run/worker-message';
import { runStepId } from '#lib/repositories/run-step';
import type { LeaseScope } from '#lib/repositories/worker-lease';
import { createMeter, type Meter } from '#lib/runtime/meter';
import { askPeople } from './ask-people.ts';
import { type Claim, createClaim } from './claim.ts';
import { completionEvent, resumeEvent } from './completion.ts';
import { continueLater, maximumContinuations } from './continuation.ts';
import { createDrive, type Drive, type Following } from './drive.ts';
import { createPlaces, type Places } from './places.ts';
import type { Invocation, WorkerPorts } from './ports.ts';
import { postpone } from './postpone.ts';
import { resolveInput } from './resolve-input.ts';
import { type Attempted, runAttempt } from './run-attempt.ts';
import type { Leavings } from './spending.ts';
import { type Stored, storeFailure, storeResult, toldOfAnother } from './store-result.ts';
import { type Reading, readWork, takenForLostAt, type Work } from './work.ts';

/** A lease outlives its worker by this, in milliseconds. */
const leaseMarginMs = 15_000;
/** Bytes of the requests that follow the record's write, roughly: an event, a place given back. */
const lateBytes = 1000;
/**
 * A drive that takes longer says so to the queue, where none of its steps has: should the worker be lost, the message is
 * back when another may take over.
 */
const quietMs = 1500;
/** No call takes longer, in seconds; a little more than the function's timeout. */
const longestCallSeconds = 330;

/**
 * Works on a message to its end: a result, a failure, a slice of the work, or nothing where it is not wanted any more;
 * and on what follows from it, as far as the run is driven on.
 * @throws when it could not be seen to: the message is to come again.
 */
export async function processTask(received: WorkerMessage, invocation: Invocation, ports: WorkerPorts): Promise<void> {
  // Whatever stands in for the message finds the run begun.
  const { begins = false, ...message } = received;
  if (message.isCheck) return ports.publish([resumeEvent(message)]);
  const hiding = hideInTime(invocation, ports);
  const places = createPlaces(ports);
  const line = { message, invocation: { ...invocation, stayHidden: hiding.stayHidden }, places, isFirst: true };
  try {
    await workOn(() => readWork(message, { begins }, ports), line, ports);
  } finally {
    hiding.stop();
    await places.close();
  }
}

function hideInTime(
  { stayHidden }: Invocation,
  { driving, logger }: Pick<WorkerPorts, 'driving' | 'logger'>,
): Pick<Invocation, 'stayHidden'> & { readonly stop: () => void } {
  const hide = () => {
    stayHidden(Math.ceil(aliveMs / 1000)).catch((error: unknown) => {
      logger.warn('not hidden for longer', error instanceof Error ? error : String(error));
    });
  };
  const timer = driving ? setTimeout(hide, quietMs) : undefined;
  return {
    stayHidden(seconds) {
      clearTimeout(timer);
      return stayHidden(seconds);
    },
    stop: () => clearTimeout(timer),
  };
}

/** A line of work: steps after one another. */
interface Line {
  readonly message: WorkerMessage;
  readonly invocation: Invocation;
  readonly places: Places;
  /** Whether it is what the message asks for, and not what followed from that. */
  readonly isFirst: boolean;
  readonly drive?: Drive | undefined;
}

interface Call extends Line {
  readonly meter: Meter;
  readonly elapsedMs: () => number;
}

/** Does a step or branch, then what follows from it in this call, all branches at the same time. */
async function workOn(read: () => Promise<Reading>, line: Line, ports: WorkerPorts): Promise<void> {
  const { invocation } = line;
  const share = invocation.joinShare();
  const meter = createMeter();
  let done: Done;
  try {
    done = await meter.run(async () =>
      doWork(await read(), { ...line, meter, elapsedMs: () => share.elapsedMs() }, ports),
    );
  } finally {
    share.leave();
    invocation.lines.active -= 1;
  }
  if (!done.following) return;
  const { next, carryOut } = done.following;
  const ended = await Promise.allSettled([
    carryOut(),
    ...next.map((reading) => {
      const message = 'work' in reading ? reading.work.message : line.message;
      return workOn(() => Promise.resolve(reading), { ...line, message, isFirst: false, drive: done.drive }, ports);
    }),
  ]);
  const failed = ended.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** What a step or branch left to be done. */
interface Done {
  readonly drive?: Drive | undefined;
  readonly following?: Following | undefined;
}

async function doWork(reading: Reading, call: Call, ports: WorkerPorts): Promise<Done> {
  const { message } = call;
  switch (reading.kind) {
    case 'over':
      ports.logger.info('nothing to do', { why: reading.why, key: message.key, attempt: message.attempt });
      await lookAfter(call, ports, reading);
      return {};
    case 'under way':
      await askLater(message, reading.askAgainAt, ports);
      return {};
    case 'told':
      await tell([reading.event], ports);
      await lookAfter(call, ports);
      return {};
    case 'impossible': {
      const failure = { isRetryable: false, reason: reading.reason };
      const left = leavings(call, { input: null, logs: [] });
      await finish(await storeFailure(reading.work, failure, left, ports), call, ports);
      return {};
    }
    case 'work': {
      const drive = call.drive ?? createDrive(reading.work, call.invocation, ports);
      return { drive, following: await workInTurn(reading.work, { ...call, drive }, ports) };
    }
  }
}

/** Takes a place at work; where there is none, the message waits at the end of the queue, before nobody. */
async function workInTurn(work: Work, call: Call, ports: WorkerPorts): Promise<Following | undefined> {
  const { message, step } = work;
  const scope = { organization: message.organization, agent: step.agent };
  const holder = `${message.runId}#${message.key}#${message.attempt}#${Math.floor(ports.random() * 1e9).toString(36)}`;
  await giveBackOfLost(work, scope, ports);
  const wanted: Lease = { holder, expiresAt: ports.now() + call.invocation.remainingMs() + leaseMarginMs };
  const lease = await call.places.take(scope, wanted);
  if (!lease) {
    ports.logger.info('no place at work; put off', { key: message.key, organization: message.organization });
    const { least, most } = leaseWaitSeconds;
    await ports.enqueue(message, least + Math.floor(ports.random() * (most - least + 1)));
    return undefined;
  }
  try {
    return await attemptWork({ ...work, claimant: formatLease(lease) }, call, ports);
  } finally {
    call.places.leave(scope, lease);
  }
}

/** The place of a worker that was lost at the step: else it would be taken until it lapses. */
async function giveBackOfLost({ own }: Work, scope: LeaseScope, ports: WorkerPorts): Promise<void> {
  if (own?.status !== 'RUNNING' || !own.claimedBy || ports.now() < takenForLostAt(own, own.attempt)) return;
  await ports.leases.release(scope, parseLease(own.claimedBy));
}

async function attemptWork(work: Work, call: Call, ports: WorkerPorts): Promise<Following | undefined> {
  const input = await resolveInput(work, ports);
  const claim = createClaim(work, ports);
  try {
    const attempted = await runAttempt(work, input, { invocation: call.invocation, claim }, ports);
    const left = leavings(call, { input, logs: attempted.logs });
    const { drive } = call;
    const stored = await settle({ ...work, hasClaimed: claim.isTaken() }, attempted, { left, claim, drive }, ports);
    await finish(stored, call, ports);
    return stored.following;
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
  { left, claim, drive }: { readonly left: Leavings; readonly claim: Claim; readonly drive: Drive | undefined },
  ports: WorkerPorts,
): Promise<Stored> {
  const { message } = work;
  switch (end.kind) {
    case 'succeeded':
      try {
        return await storeResult(work, end.result, { leavings: left, drive }, ports);
      } catch (error) {
        if (!(error instanceof AgentOutputError)) throw error;
        return storeFailure(work, { isRetryable: false, reason: error.message }, left, ports);
      }
    case 'waiting':
      await claim.letGo('Waits for a conversation.');
      await askPeople(work, end.result, ports);
      return {
        events: [completionEvent(message, { attempt: message.attempt, outcome: { kind: 'waiting' }, usd: 0 })],
        isOthers: true,
      };
    case 'postponed':
      return postpone(work, end, { leavings: left, claim }, ports);
    case 'failed':
      return storeFailure(work, end, left, ports);
    case 'interrupted':
      if ((message.continuation ?? 0) >= maximumContinuations) {
        const reason = `The work was interrupted more than ${maximumContinuations} times.`;
        return storeFailure(work, { isRetryable: false, reason }, left, ports);
      }
      if (await continueLater(work, end.state, { leavings: left, claim }, ports)) return { events: [] };
      return toldOfAnother(work, ports);
    case 'cancelled':
      // The run is over: its record is all that may still say that the work is under way.
      await storeFailure(work, { isRetryable: false, reason: 'The run was ended.' }, left, ports);
      return { events: [] };
    case 'fenced':
      return leaveToAnother(work, ports);
  }
}

/** Another worker is at the attempt: whether it comes to an end is looked at when it might be lost. */
async function leaveToAnother(work: Work, ports: WorkerPorts): Promise<Stored> {
  const { message, run } = work;
  const id = runStepId(run.id, message.key);
  const lostAt = takenForLostAt((await ports.steps.getMany([id])).get(id), message.attempt);
  if (lostAt === 0) return toldOfAnother(work, ports);
  await askLater(message, lostAt, ports);
  return { events: [] };
}

function askLater(message: WorkerMessage, at: number, ports: WorkerPorts): Promise<void> {
  return ports.enqueue(message, Math.max(1, Math.ceil((at - ports.now()) / 1000)));
}

async function finish({ events, isOthers }: Stored, call: Call, ports: WorkerPorts): Promise<void> {
  await tell(events, ports);
  if (isOthers) await lookAfter(call, ports);
}

/**
 * A message that was received before may be of a worker that was lost during a drive, or that is driving still and
 * loses its safety net with it. So everything is commanded again, now and when that worker cannot be at it any more.
 */
async function lookAfter(
  { message, invocation }: Call,
  ports: WorkerPorts,
  { isRunOver } = { isRunOver: false },
): Promise<void> {
  if (!ports.driving || !invocation.isAgain) return;
  if (!isRunOver) await ports.enqueue({ ...message, isCheck: true }, longestCallSeconds);
  await ports.publish([resumeEvent(message)]);
}

async function tell(events: readonly FactoryEvent[], ports: WorkerPorts): Promise<void> {
  if (events.length > 0) await ports.publish(events);
}

function leavings({ meter, elapsedMs, invocation, isFirst }: Call, rest: Pick<Leavings, 'input' | 'logs'>): Leavings {
  const { memoryMb, batchSize } = invocation;
  const later = { requestBytes: lateBytes, responseBytes: lateBytes, entries: 1 };
  // Received and deleted together with the rest of the batch, and its place given back: once for a message.
  const invocations = isFirst ? 1 / batchSize : 0;
  const ofMessage = isFirst
    ? [
        { service: 'sqs', item: 'request', quantity: 2 / batchSize, requests: 2 / batchSize },
        ...usageOfRequest({ service: 'dynamodb', operation: 'UpdateItem', ...later }),
      ]
    : [];
  return {
    ...rest,
    usage: (recordBytes, isDriven = false) =>
      addUsage(
        meter.usage(),
        // The record's own write, and what comes after it.
        usageOfRequest({ service: 'appsync', operation: 'saveRunStep', ...later, requestBytes: recordBytes }),
        isDriven ? [] : usageOfRequest({ service: 'eventbridge', operation: 'PutEvents', ...later }),
        ofMessage,
        usageOfFunction({ milliseconds: elapsedMs(), memoryMb, invocations }),
      ),
  };
}
