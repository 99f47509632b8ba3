import { type AgentArtifact, AgentOutputError, type AgentResult, type AgentUsage } from '#lib/agents/agent';
import { artifactFileKey } from '#lib/domain/artifact/run-files';
import { factsOf } from '#lib/domain/blueprint/facts';
import { watchedPaths } from '#lib/domain/blueprint/graph';
import type { FactoryEvent } from '#lib/domain/events/registry';
import { parseKey } from '#lib/domain/run/step-key';
import { type RunStepRecord, runStepId } from '#lib/repositories/run-step';
import { derivedId } from '#lib/runtime/ids';
import { writeOf } from './claim.ts';
import { completionEvent, completionOf, resumeEvent } from './completion.ts';
import type { Drive, Following } from './drive.ts';
import { keepValue, storedFile } from './files.ts';
import type { WorkerPorts } from './ports.ts';
import { type Leavings, withSpending } from './spending.ts';
import type { Work } from './work.ts';

const maximumOutputBytes = 5_000_000;
const maximumArtifactBytes = 50_000_000;
const maximumEvidenceBytes = 64 * 1024;
const parallelFiles = 8;

/** What is to be told of an attempt's end, none where others tell of it, or what the worker goes on with. */
export interface Stored {
  readonly events: readonly FactoryEvent[];
  readonly following?: Following;
  /** The attempt did not end by this worker's word: what another made of it stands. */
  readonly isOthers?: boolean;
}

/**
 * Stores what an attempt brought: files, their records, at last the step's record, which makes the result count; where
 * the run is driven on, together with what it becomes.
 * @throws AgentOutputError when the result is too large to be kept.
 */
export async function storeResult(
  work: Work,
  result: AgentResult<unknown>,
  { leavings, drive }: { readonly leavings: Leavings; readonly drive: Drive | undefined },
  ports: WorkerPorts,
): Promise<Stored> {
  const { message, step } = work;
  const { output, evidence, artifacts } = result;
  const text = outputText(work, result);
  if (artifacts.length > 0 && !(await isStillWanted(work, ports))) return toldOfAnother(work, ports);
  const [keptInput, kept, files] = await Promise.all([
    keepValue(JSON.stringify(leavings.input ?? null), message, 'input', ports),
    keepValue(text, message, 'output', ports),
    storeArtifacts(work, artifacts, ports),
  ]);
  const facts = factsOf(watchedBy(work), { steps: { [step.id]: { output } } });
  const done = {
    ...writeOf(work, ports.now(), 'SUCCEEDED'),
    endedAt: new Date(ports.now()).toISOString(),
    input: keptInput.text,
    inputKey: keptInput.key,
    output: kept.text,
    outputKey: kept.key,
    facts: JSON.stringify(facts),
    evidence: JSON.stringify(withinBytes(evidence, maximumEvidenceBytes)),
    artifacts: JSON.stringify(files),
    logs: [...leavings.logs],
    reason: null,
    isRetryable: null,
    continuation: null,
  };
  const tell = (usd: number): Stored => {
    const outcome = { kind: 'succeeded', facts } as const;
    return { events: [completionEvent(message, { attempt: message.attempt, outcome, usd })] };
  };
  if (drive) {
    const write = withSpending(work, done, leavings, result.usage, true);
    const advance = await drive.advance(work, { write, facts });
    switch (advance.kind) {
      case 'advanced':
        return { events: [], following: advance.following };
      case 'overtaken':
        return tell(write.usd);
      case 'refused':
        return toldOfOwnOrAnother(work, ports);
      case 'left':
        break;
    }
  }
  const write = withSpending(work, done, leavings, result.usage);
  if (!(await ports.steps.save(write, message.since))) return toldOfAnother(work, ports);
  return tell(write.usd);
}

/**
 * After a result was refused that was to be stored with its run: it may stand there already, when the answer to the
 * write was lost and the write repeated beneath. Whether the run moved with it, and what followed, nobody knows then.
 */
async function toldOfOwnOrAnother(work: Work, ports: Pick<WorkerPorts, 'steps' | 'logger'>): Promise<Stored> {
  const { message, run, claimant } = work;
  const id = runStepId(run.id, message.key);
  const record = (await ports.steps.getMany([id])).get(id);
  const isOwn = record?.writtenBy === claimant && record.attempt === message.attempt;
  const events = toldOf(record, work, ports);
  return isOwn ? { events: [...events, resumeEvent(message)] } : { events, isOthers: true };
}

function watchedBy({ message, run, step }: Work): readonly string[] {
  const watched = watchedPaths(run.definition);
  // Of a branch nobody may ask but through the list.
  const isAsked = parseKey(message.key).branch === undefined && Object.hasOwn(watched, step.id);
  return isAsked ? (watched[step.id] ?? []) : [];
}

/** Records that the attempt failed. */
export async function storeFailure(
  work: Pick<Work, 'message' | 'step' | 'startedAt' | 'earlier' | 'run' | 'own' | 'claimant' | 'hasClaimed'> & {
    readonly taskName?: string;
  },
  failure: { readonly isRetryable: boolean; readonly reason: string; readonly usage?: AgentUsage },
  leavings: Leavings,
  ports: WorkerPorts,
): Promise<Stored> {
  const { message } = work;
  const kept = await keepValue(JSON.stringify(leavings.input ?? null), message, 'input', ports);
  const failed = {
    ...writeOf(work, ports.now(), 'FAILED'),
    endedAt: new Date(ports.now()).toISOString(),
    input: kept.text,
    inputKey: kept.key,
    output: null,
    outputKey: null,
    facts: null,
    evidence: null,
    artifacts: null,
    logs: [...leavings.logs],
    reason: failure.reason,
    isRetryable: failure.isRetryable,
    continuation: null,
  };
  const write = withSpending(work, failed, leavings, failure.usage);
  if (!(await ports.steps.save(write, message.since))) return toldOfAnother(work, ports);
  const outcome = { kind: 'failed', retryable: failure.isRetryable, reason: failure.reason } as const;
  return { events: [completionEvent(message, { attempt: message.attempt, outcome, usd: write.usd })] };
}

/**
 * What stands in the record of an attempt whose write was refused. A success is told again, and a failure of this very
 * attempt: it may be this worker's own, when the answer to its write was lost. Of anything else others tell.
 */
export async function toldOfAnother(
  work: Pick<Work, 'message' | 'run'>,
  ports: Pick<WorkerPorts, 'steps' | 'logger'>,
): Promise<Stored> {
  const id = runStepId(work.run.id, work.message.key);
  return { events: toldOf((await ports.steps.getMany([id])).get(id), work, ports), isOthers: true };
}

function toldOf(
  record: RunStepRecord | undefined,
  { message }: Pick<Work, 'message'>,
  { logger }: Pick<WorkerPorts, 'logger'>,
): readonly FactoryEvent[] {
  logger.info('overtaken', { key: message.key, attempt: message.attempt, stands: record?.attempt });
  if (!record) return [];
  const counts = record.status === 'SUCCEEDED' ? record.attempt >= message.since : record.attempt === message.attempt;
  const event = counts ? completionOf(record, message) : undefined;
  return event ? [event] : [];
}

/** An artifact has one record over all attempts: one that was overtaken must not write over that of the later one. */
async function isStillWanted(work: Work, ports: WorkerPorts): Promise<boolean> {
  const id = runStepId(work.run.id, work.message.key);
  const record = (await ports.steps.getMany([id])).get(id);
  if (!record || record.attempt < work.message.since) return true;
  return record.status !== 'SUCCEEDED' && record.attempt <= work.message.attempt;
}

function outputText({ agent }: Work, { output, artifacts }: AgentResult<unknown>): string {
  const refuse = (message: string) => new AgentOutputError(agent.manifest.id, { path: [], message });
  const size = artifacts.reduce((sum, { body }) => sum + body.length, 0);
  if (size > maximumArtifactBytes) throw refuse(`files of more than ${maximumArtifactBytes} bytes`);
  if (new Set(artifacts.map(({ name }) => name)).size < artifacts.length) throw refuse('two files of the same name');
  const text = asJson(output);
  if (text === undefined) throw refuse('what cannot be written as JSON');
  if (Buffer.byteLength(text) > maximumOutputBytes) throw refuse(`more than ${maximumOutputBytes} bytes`);
  return text;
}

function asJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value ?? null);
  } catch {
    return undefined;
  }
}

/** A file as the step's record names it. */
interface FileEntry {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
}

async function storeArtifacts(
  work: Work,
  artifacts: readonly AgentArtifact[],
  ports: WorkerPorts,
): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  for (let start = 0; start < artifacts.length; start += parallelFiles) {
    const part = artifacts.slice(start, start + parallelFiles);
    entries.push(...(await Promise.all(part.map((artifact) => storeArtifact(work, artifact, ports)))));
  }
  return entries;
}

async function storeArtifact(
  { message, agent }: Work,
  artifact: AgentArtifact,
  ports: WorkerPorts,
): Promise<FileEntry> {
  const { runId, key: stepId, organization, projectId, attempt } = message;
  const { name, contentType, body } = artifact;
  const file = storedFile(artifactFileKey(message, name), contentType, body);
  await ports.storeFile(file);
  const entry: FileEntry = {
    id: derivedId('artifact', runId, stepId, name),
    ...{ name, key: file.key, contentType, size: file.body.byteLength, sha256: file.sha256 },
  };
  const kind = agent.manifest.id;
  await ports.recordArtifact({ ...entry, kind, organization, projectId, runId, stepId, version: attempt });
  return entry;
}

function withinBytes<Item>(items: readonly Item[], maximumBytes: number): Item[] {
  let bytes = 0;
  return items.filter((item) => {
    bytes += Buffer.byteLength(JSON.stringify(item));
    return bytes <= maximumBytes;
  });
}
