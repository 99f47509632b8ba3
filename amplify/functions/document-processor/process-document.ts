import { type UsageLine, usageOfRecognition } from '#lib/domain/cost/usage';
import { documentFiles, documentFolder } from '#lib/domain/document/extracted';
import { type EventDetail, eventSchemaVersion, type FactoryEvent } from '#lib/domain/events/registry';
import { type GuardrailFinding, quoteToKeep } from '#lib/domain/guardrails/guardrail-finding';
import type { DocumentRecord, DocumentRepository } from '#lib/repositories/document';
import {
  type DocumentAction,
  documentFindingId,
  type GuardrailFindingRecorder,
} from '#lib/repositories/guardrail-finding';
import type { GuardrailPolicyReader } from '#lib/repositories/guardrail-policy';
import type { PublishEvents } from '#lib/runtime/events';
import { tellPassage } from './instructions-in.ts';
import type { Reading, ReadingOutcome, ReadingTask } from './reading.ts';

export interface ProcessPorts {
  readonly documents: Pick<DocumentRepository, 'get' | 'updateFrom'>;
  readonly files: {
    /** The object of that ETag, with its hash. */
    read(key: string, etag: string | null): Promise<{ bytes: Uint8Array; sha256: string }>;
    write(key: string, text: string): Promise<void>;
    remove(key: string): Promise<void>;
  };
  readonly read: (task: ReadingTask) => Promise<ReadingOutcome>;
  /** Has the text of a scan recognized from its pictures; absent where this deployment does not. */
  readonly recognize?: ((document: DocumentRecord) => Promise<void>) | undefined;
  /** Told what was billed for recognized pages. */
  readonly meter?: (usage: readonly UsageLine[]) => void;
  /** What the organization wants to become of instructions to models. */
  readonly policies: GuardrailPolicyReader;
  readonly findings: GuardrailFindingRecorder;
  readonly publish: PublishEvents;
  readonly now: () => Date;
}

/** So often a document is begun that ends the process; then it is rejected without being touched again. */
const maximumAttempts = 2;

const beyondLimits = {
  ok: false,
  code: 'EXCEEDS_LIMITS',
  reason: 'The document could not be read within its limits: reading it ended the process. Split or simplify it.',
} as const satisfies ReadingOutcome;

const withoutRecognition = {
  ok: false,
  code: 'RECOGNITION_FAILED',
  reason:
    'It is a scan, and this deployment no longer recognizes their text. Recognize its text with another program and upload the result.',
} as const satisfies ReadingOutcome;

/**
 * Reads an uploaded document and writes its text, or why it is rejected. Every outcome but a failure of ours is final;
 * asked again, the event of the outcome is published again.
 */
export async function processDocument(
  { documentId }: Pick<EventDetail<'document.uploaded'>, 'documentId'>,
  ports: ProcessPorts,
): Promise<'gone' | DocumentRecord['status']> {
  const document = await ports.documents.get(documentId);
  if (!document) return 'gone';
  if (document.status === 'PROCESSED' || document.status === 'REJECTED') {
    await ports.publish([outcomeEvent(document)]);
    return document.status;
  }
  if (document.status === 'RECOGNIZING') {
    if (!ports.recognize) return await finish(document, withoutRecognition, undefined, ports);
    // Whoever began this may have ended before it was asked for.
    await ports.recognize(document);
    return document.status;
  }
  if (document.status === 'AWAITING_UPLOAD') throw new Error(`Document ${documentId} was announced before its upload.`);
  const attempts = (document.attempts ?? 0) + 1;
  const begun = await ports.documents.updateFrom(document, { status: 'PROCESSING', attempts });
  // Somebody else has it, or it was deleted.
  if (!begun) return 'gone';
  if (attempts > maximumAttempts) {
    meterRecognition(document, beyondLimits, ports);
    return await finish(begun, beyondLimits, undefined, ports);
  }
  try {
    const { outcome, sha256 } = await readOf(document, ports);
    const isScan = !outcome.ok && outcome.code === 'NO_TEXT' && !document.recognition;
    if (isScan && ports.recognize) return await haveRecognized(begun, sha256, ports);
    return await finish(begun, await judged(outcome, document, ports), sha256, ports);
  } catch (error) {
    // Our failure, not the document's: the attempt does not count.
    await ports.documents.updateFrom(begun, { status: 'UPLOADED', attempts: attempts - 1 });
    throw error;
  }
}

/** Reads the uploaded file; of a scan what recognized its text, once that is there. */
async function readOf(
  document: DocumentRecord,
  { files, read, ...more }: Pick<ProcessPorts, 'files' | 'read' | 'meter'>,
): Promise<{ readonly outcome: ReadingOutcome; readonly sha256?: string }> {
  const { name, contentType, kind = null, recognition } = document;
  const task = { name, contentType, kind };
  if (recognition?.failure !== undefined) {
    return { outcome: { ok: false, code: 'RECOGNITION_FAILED', reason: recognition.failure } };
  }
  if (recognition?.results) {
    const recognized: Uint8Array[] = [];
    for (const key of recognition.results) recognized.push((await files.read(key, null)).bytes);
    const outcome = await read({ ...task, bytes: new Uint8Array(), recognized });
    meterRecognition(document, outcome, more);
    return { outcome };
  }
  const { bytes, sha256 } = await files.read(keyOf(document, 'original'), document.etag ?? null);
  return { outcome: await read({ ...task, bytes }), sha256 };
}

/** Recognized pages are billed, whatever came of them; where nobody could count them, each result had one at least. */
function meterRecognition(
  { recognition }: DocumentRecord,
  outcome: ReadingOutcome,
  { meter }: Pick<ProcessPorts, 'meter'>,
): void {
  if (!recognition?.results) return;
  const counted = outcome.ok ? outcome.reading.pages : outcome.recognizedPages;
  meter?.(usageOfRecognition(counted ?? recognition.results.length));
}

/** Leaves a scan to the recognition of its text, which has it read on. */
async function haveRecognized(
  document: DocumentRecord,
  sha256: string | undefined,
  ports: ProcessPorts,
): Promise<'gone' | DocumentRecord['status']> {
  const scan = await ports.documents.updateFrom(document, {
    ...{ status: 'RECOGNIZING', attempts: 0, ...(sha256 ? { sha256 } : {}) },
    recognition: { attempt: 1, since: ports.now().toISOString() },
  });
  if (!scan) return 'gone';
  await ports.recognize?.(scan);
  return scan.status;
}

/**
 * Instructions to models within a document are told with the rest of its warnings, or are why it is not taken; either way
 * they stand among the organization's findings.
 */
async function judged(
  outcome: ReadingOutcome,
  document: DocumentRecord,
  { policies, findings }: Pick<ProcessPorts, 'policies' | 'findings'>,
): Promise<ReadingOutcome> {
  if (!outcome.ok || outcome.reading.instructions.length === 0) return outcome;
  const { instructions, warnings } = outcome.reading;
  const { documentsWithInstructions } = await policies.get(document.organization);
  const isRejected = documentsWithInstructions === 'reject';
  await findings.record([documentFinding(document, instructions, isRejected ? 'REJECTED' : 'FLAGGED')]);
  const told = instructions.map(tellPassage);
  if (isRejected) {
    const reason = `The document gives instructions to models, which your organization does not take: ${told[0] ?? ''}. Remove them, or have the policy changed.`;
    return { ok: false, code: 'HAS_INSTRUCTIONS', reason };
  }
  const added = told.map((place) => `Reads like an instruction to a model, which is not followed: ${place}`);
  return { ok: true, reading: { ...outcome.reading, warnings: [...added, ...warnings] } };
}

function documentFinding(
  { id, organization, projectId, name }: DocumentRecord,
  instructions: Reading['instructions'],
  action: DocumentAction,
): GuardrailFinding {
  return {
    id: documentFindingId(id, action),
    ...{ organization, projectId, documentId: id, subject: name, action },
    ...{ kind: 'instruction', source: 'DOCUMENT', count: instructions.length },
    places: instructions.map(({ quote, ...place }) => ({ ...place, quote: quoteToKeep(quote) })),
  };
}

const keyOf = (document: DocumentRecord, file: keyof typeof documentFiles) =>
  `${documentFolder(document)}${documentFiles[file]}`;

async function finish(
  document: DocumentRecord,
  outcome: ReadingOutcome,
  sha256: string | undefined,
  ports: ProcessPorts,
): Promise<'gone' | DocumentRecord['status']> {
  const processedAt = ports.now().toISOString();
  const text = outcome.ok ? outcome.reading.text : null;
  if (text !== null) await ports.files.write(keyOf(document, 'text'), text);
  const known = { processedAt, ...(sha256 ? { sha256 } : {}) };
  const finished = outcome.ok
    ? await ports.documents.updateFrom(document, { status: 'PROCESSED', ...known, ...recordOf(outcome.reading) })
    : await ports.documents.updateFrom(document, {
        status: 'REJECTED',
        ...known,
        reasonCode: outcome.code,
        reason: outcome.reason,
      });
  if (!finished) {
    // Deleted meanwhile: its folder was emptied before this text was there.
    const current = await ports.documents.get(document.id);
    if (!current && text !== null) await ports.files.remove(keyOf(document, 'text'));
    return current?.status ?? 'gone';
  }
  await ports.publish([outcomeEvent(finished)]);
  return finished.status;
}

/** Lists of warnings are for people: beyond so many they say no more. */
const maximumWarnings = 50;

function recordOf({ text: _, instructions: _instructions, warnings, metadata, title, ...reading }: Reading) {
  const more = warnings.length - maximumWarnings;
  const shown = more > 0 ? [...warnings.slice(0, maximumWarnings), `… and ${more} more.`] : [...warnings];
  return { ...reading, title, metadata, warnings: shown };
}

function outcomeEvent(document: DocumentRecord): FactoryEvent {
  const { id, organization, projectId, name, kind, format, blocks, reasonCode, reason } = document;
  const detail = {
    schemaVersion: eventSchemaVersion,
    organization,
    projectId,
    correlationId: document.correlationId ?? id,
    documentId: id,
    name,
  };
  if (document.status === 'PROCESSED') {
    const more = { kind: kind ?? 'DOCUMENT', format: format ?? 'text', blocks: blocks ?? 0 };
    const idempotencyKey = `document.processed/${id}`;
    return { name: 'document.processed', detail: { ...detail, idempotencyKey, ...more } };
  }
  const why = { reasonCode: reasonCode ?? 'CORRUPT', reason: reason ?? '' };
  return { name: 'document.rejected', detail: { ...detail, idempotencyKey: `document.rejected/${id}`, ...why } };
}
