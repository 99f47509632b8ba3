import { documentFiles, documentFolder } from '#lib/domain/document/extracted';
import {
  type Recognition,
  recognitionAttempts,
  recognitionFolder,
  recognitionInput,
  recognitionPatienceMs,
  recognitionPauseSeconds,
} from '#lib/domain/document/recognition';
import { eventSchemaVersion, type FactoryEvent } from '#lib/domain/events/registry';
import type { DocumentRecord } from '#lib/repositories/document';
import type { JobStanding } from '#lib/runtime/data-automation';
import { resultsOfJob } from './job-results.ts';
import type { RecognizedPlace, RecognizerPorts } from './ports.ts';

/** What was done: `begun` a job that is still to be asked after, `waiting` for one, `concluded` with results or without. */
export type RecognitionStep = 'gone' | 'begun' | 'waiting' | 'concluded' | 'nothing';

const remedy = 'Recognize its text with another program and upload the result.';

/**
 * Takes the recognition of a scan one step on, whoever asks for it and however often: begins the job, asks how it is,
 * or hands its results on. A job is asked after until it has ended, though nobody told of that.
 */
export async function advanceRecognition(
  place: RecognizedPlace,
  ports: RecognizerPorts,
  invocationArn?: string,
): Promise<RecognitionStep> {
  const document = await ports.documents.get(place.id);
  if (document?.organization !== place.organization || document.projectId !== place.projectId) {
    return await clear(place, ports, invocationArn);
  }
  const { recognition } = document;
  if (!recognition) return 'nothing';
  if (document.status !== 'RECOGNIZING') {
    // Whoever concluded it may have ended before it told.
    const isUntold = document.status === 'PROCESSING' && (document.attempts ?? 0) === 0 && isConcluded(recognition);
    if (isUntold) await ports.publish([recognized(document)]);
    return 'nothing';
  }
  return recognition.invocationArn === undefined
    ? await begin(document, recognition, ports)
    : await check(document, recognition, await ask(document, recognition, recognition.invocationArn, ports), ports);
}

/** How a job is. It counts as under way where nobody says so, and is not asked after once patience has ended. */
async function ask(
  { id }: DocumentRecord,
  recognition: Recognition,
  invocationArn: string,
  ports: RecognizerPorts,
): Promise<JobStanding> {
  if (elapsedOf(recognition, ports) > recognitionPatienceMs) return { kind: 'working' };
  try {
    return await ports.jobs.standing(invocationArn);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    ports.logger.warn('a job could not be asked after', { documentId: id, name, message });
    return { kind: 'working' };
  }
}

const elapsedOf = ({ since }: Recognition, { now }: RecognizerPorts) => now().getTime() - Date.parse(since);

const isConcluded = ({ results, failure }: Recognition) => results !== undefined || failure !== undefined;

/** The document was deleted: what a job writes afterwards goes too, once it has ended. */
async function clear(
  place: RecognizedPlace,
  ports: RecognizerPorts,
  invocationArn: string | undefined,
): Promise<RecognitionStep> {
  try {
    if (invocationArn !== undefined && (await ports.jobs.standing(invocationArn)).kind === 'working') {
      await ports.later(place, 900, invocationArn);
    }
  } finally {
    await ports.files.removeAll(recognitionFolder(place));
  }
  return 'gone';
}

async function begin(
  document: DocumentRecord,
  recognition: Recognition,
  ports: RecognizerPorts,
): Promise<RecognitionStep> {
  const folder = recognitionFolder(document);
  const input = `${folder}${recognitionInput}`;
  const from = `${documentFolder(document)}${documentFiles.original}`;
  await ports.files.copyPdf({ from, to: input, etag: document.etag ?? null });
  const begun = await ports.jobs.begin({
    input: ports.files.address(input),
    output: ports.files.address(`${folder}${recognition.attempt}`),
    clientToken: `${document.id}-${recognition.attempt}`,
  });
  if (!begun.ok) {
    ports.logger.warn('a job was not taken', { documentId: document.id, name: begun.name, message: begun.message });
    if (begun.isPassing) return await waitOn(document, recognition, ports);
    return await conclude(document, recognition, { failure: refusalOf(begun) }, ports);
  }
  const { invocationArn } = begun;
  // Told before it is noted: whatever becomes of the note, somebody looks after the job.
  await ports.later(placeOf(document), recognitionPauseSeconds(0), invocationArn);
  const noted = await ports.documents.updateFrom(document, { recognition: { ...recognition, invocationArn } });
  return noted ? 'begun' : 'gone';
}

function refusalOf({ name, message }: { readonly name: string; readonly message: string }): string {
  return name === 'ValidationException'
    ? `It is a scan, and Amazon Bedrock Data Automation does not take it: ${sentence(message)} ${remedy}`
    : 'It is a scan, and this deployment may not use Amazon Bedrock Data Automation as it is configured. Tell its administrator, and upload the document again then.';
}

const sentence = (text: string) => {
  const told = text.replace(/^\w+ failed: /, '').trim();
  return /[.!?]$/.test(told) ? told : `${told}.`;
};

async function check(
  document: DocumentRecord,
  recognition: Recognition,
  standing: JobStanding,
  ports: RecognizerPorts,
): Promise<RecognitionStep> {
  switch (standing.kind) {
    case 'working':
      return await waitOn(document, recognition, ports);
    case 'succeeded': {
      const results = await resultsOfJob(standing.metadataUri, recognitionFolder(document), ports);
      const failure = `Its text was recognized, but Amazon Bedrock Data Automation does not say where it is. ${remedy}`;
      return await conclude(document, recognition, results ? { results } : { failure }, ports);
    }
    case 'failed': {
      ports.logger.warn('a job failed', { documentId: document.id, ...standing });
      const { attempt, since } = recognition;
      if (standing.isOfService && attempt < recognitionAttempts) {
        const next = { attempt: attempt + 1, since };
        const moved = await ports.documents.updateFrom(document, { recognition: next });
        return moved ? await begin(moved, next, ports) : 'gone';
      }
      const whose = standing.isOfService ? `failed ${attempt} times` : 'could not read it';
      const failure = `It is a scan, and Amazon Bedrock Data Automation ${whose}: ${sentence(standing.message)} ${remedy}`;
      return await conclude(document, recognition, { failure }, ports);
    }
  }
}

async function waitOn(
  document: DocumentRecord,
  recognition: Recognition,
  ports: RecognizerPorts,
): Promise<RecognitionStep> {
  const elapsed = elapsedOf(recognition, ports);
  if (elapsed > recognitionPatienceMs) {
    const hours = Math.round(recognitionPatienceMs / 3_600_000);
    const failure = `It is a scan, and its text was not recognized within ${hours} hours. ${remedy}`;
    return await conclude(document, recognition, { failure }, ports);
  }
  await ports.later(placeOf(document), recognitionPauseSeconds(elapsed), recognition.invocationArn);
  return 'waiting';
}

/** Hands the document back to its processor, which alone finishes documents. */
async function conclude(
  document: DocumentRecord,
  recognition: Recognition,
  outcome: Pick<Recognition, 'results' | 'failure'>,
  ports: RecognizerPorts,
): Promise<RecognitionStep> {
  const concluded = await ports.documents.updateFrom(document, {
    ...{ status: 'PROCESSING', attempts: 0 },
    recognition: { ...recognition, ...outcome },
  });
  if (!concluded) return 'gone';
  await ports.publish([recognized(concluded)]);
  await ports.files.remove(`${recognitionFolder(document)}${recognitionInput}`);
  return 'concluded';
}

const placeOf = ({ id, organization, projectId }: DocumentRecord): RecognizedPlace => ({ id, organization, projectId });

function recognized({ id, organization, projectId, name, correlationId }: DocumentRecord): FactoryEvent {
  return {
    name: 'document.recognized',
    detail: {
      schemaVersion: eventSchemaVersion,
      ...{ organization, projectId, documentId: id, name },
      correlationId: correlationId ?? id,
      idempotencyKey: `document.recognized/${id}`,
    },
  };
}
