'use client';

import {
  isUploadOver,
  type NewUpload,
  nextQueue,
  type Upload,
  type UploadEvent,
  type UploadQueue,
  uploadsToBegin,
} from '#lib/domain/document-view/upload-queue';
import { failureOf } from '../request-failure.ts';
import { SendFailure, sendFile } from './send-file.ts';
import { completeUpload, discardUpload, uploadTargetFor } from './upload-requests.ts';

// The queue belongs to the page as a whole: uploads go on while one looks at something else in the app.
let queue: UploadQueue = [];
const listeners = new Set<() => void>();
/** What an upload needs besides what is shown of it. */
type Work = { file: File; abort: AbortController; isSent: boolean };
const work = new Map<string, Work>();
/** Whether leaving the app is asked about: while something is under way. */
let isGuarded = false;

function tell(event: UploadEvent): void {
  queue = nextQueue(queue, event);
  guardLeaving(queue.some((upload) => !isUploadOver(upload)));
  for (const listener of listeners) listener();
  const [next] = uploadsToBegin(queue);
  if (!next) return;
  // Telling of this one begins the one after it.
  tell({ type: 'begun', key: next.key });
  void run(next);
}

type ChosenUpload = Pick<NewUpload, 'contentType' | 'documentId'> & { file: File };

export const uploadStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  current: (): UploadQueue => queue,
  add: (projectId: string, chosen: readonly ChosenUpload[]): void => {
    const uploads = chosen.map(({ file, contentType, documentId }) => {
      const key = crypto.randomUUID();
      work.set(key, { file, abort: new AbortController(), isSent: false });
      return { key, projectId, name: file.name, size: file.size, contentType, documentId };
    });
    tell({ type: 'added', uploads });
  },
  retry: (key: string): void => {
    const held = work.get(key);
    if (!held) return;
    held.abort = new AbortController();
    tell({ type: 'retried', key });
  },
  cancel: (key: string): void => {
    work.get(key)?.abort.abort();
    const documentId = queue.find((upload) => upload.key === key)?.documentId;
    tell({ type: 'cancelled', key });
    // What was announced and never comes would stand in the list for good.
    if (documentId) void discardUpload(documentId).catch(() => undefined);
  },
  dismiss: (key: string): void => {
    tell({ type: 'dismissed', key });
    if (!queue.some((upload) => upload.key === key)) work.delete(key);
  },
};

async function run({ key, name, attempts, ...upload }: Upload): Promise<void> {
  const held = work.get(key);
  if (!held) return;
  const { signal } = held.abort;
  try {
    if (attempts > 0) await pause(attempts, signal);
    if (signal.aborted) return;
    const { projectId, contentType, size } = upload;
    let { documentId } = upload;
    if (!held.isSent || documentId === null) {
      const target = await uploadTargetFor({ projectId, fileName: name, contentType, size, documentId });
      ({ documentId } = target);
      if (isOver(signal)) {
        await discardUpload(documentId);
        return;
      }
      tell({ type: 'prepared', key, documentId });
      const onProgress = (sent: number) => tell({ type: 'progressed', key, sent });
      await sendFile({ target, file: held.file, signal, onProgress });
      held.isSent = true;
    } else {
      tell({ type: 'prepared', key, documentId });
    }
    tell({ type: 'sent', key });
    await completeUpload(documentId);
    tell({ type: 'completed', key });
    work.delete(key);
  } catch (error) {
    if (signal.aborted) return;
    const failure = error instanceof SendFailure ? { code: error.code, message: error.message } : failureOf(error);
    tell({ type: 'failed', key, failure });
  }
}

/** Asked anew after each wait: it may have been cancelled meanwhile. */
const isOver = ({ aborted }: AbortSignal): boolean => aborted;

/** Longer with each attempt; over at once where the upload is cancelled. */
function pause(attempts: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 1000 * 2 ** attempts);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

const askBeforeLeaving = (event: BeforeUnloadEvent) => event.preventDefault();

function guardLeaving(isBusy: boolean): void {
  if (isBusy === isGuarded) return;
  isGuarded = isBusy;
  if (isBusy) window.addEventListener('beforeunload', askBeforeLeaving);
  else window.removeEventListener('beforeunload', askBeforeLeaving);
}
