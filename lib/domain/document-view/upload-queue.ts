import type { FailureCode } from '../result/action-result.ts';

/** So many files are under way at once. */
export const parallelUploads = 3;
/** So often a file is tried by itself where the connection fails. */
const automaticAttempts = 3;

export type UploadPhase = 'waiting' | 'preparing' | 'sending' | 'completing' | 'done' | 'failed' | 'cancelled';

export type UploadFailure = FailureCode | 'connection' | 'storage';

export interface Upload {
  readonly key: string;
  readonly projectId: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly contentType: string;
  readonly phase: UploadPhase;
  /** Bytes that have left, of this attempt. */
  readonly sent: number;
  readonly attempts: number;
  /** Once the backend knows it; what of it has arrived then is not sent again. */
  readonly documentId: string | null;
  readonly failure: { readonly code: UploadFailure; readonly message: string } | null;
}

export type UploadQueue = readonly Upload[];

export type NewUpload = Pick<Upload, 'key' | 'projectId' | 'name' | 'size' | 'contentType' | 'documentId'>;

export type UploadEvent =
  | { readonly type: 'added'; readonly uploads: readonly NewUpload[] }
  | { readonly type: 'begun'; readonly key: string }
  | { readonly type: 'prepared'; readonly key: string; readonly documentId: string }
  | { readonly type: 'progressed'; readonly key: string; readonly sent: number }
  | { readonly type: 'sent'; readonly key: string }
  | { readonly type: 'completed'; readonly key: string }
  | { readonly type: 'failed'; readonly key: string; readonly failure: NonNullable<Upload['failure']> }
  | { readonly type: 'retried'; readonly key: string }
  | { readonly type: 'cancelled'; readonly key: string }
  | { readonly type: 'dismissed'; readonly key: string };

const busyPhases: readonly UploadPhase[] = ['preparing', 'sending', 'completing'];
const overPhases: readonly UploadPhase[] = ['done', 'failed', 'cancelled'];

export function isUploadOver({ phase }: Pick<Upload, 'phase'>): boolean {
  return overPhases.includes(phase);
}

/** What the queue is after something happened. What is said of an upload that is over no longer changes it. */
export function nextQueue(queue: UploadQueue, event: UploadEvent): UploadQueue {
  if (event.type === 'added') {
    // A new lot is counted by itself once all before it has arrived.
    const rest = queue.every(({ phase }) => phase === 'done') ? [] : queue;
    return [...rest, ...event.uploads.map(newUpload)];
  }
  if (event.type === 'dismissed') return queue.filter((upload) => upload.key !== event.key || !isUploadOver(upload));
  return queue.map((upload) => (upload.key === event.key ? (nextUpload(upload, event) ?? upload) : upload));
}

function newUpload(upload: NewUpload): Upload {
  return { ...upload, phase: 'waiting', sent: 0, attempts: 0, failure: null };
}

type EventOfOne = Exclude<UploadEvent, { type: 'added' | 'dismissed' }>;

/** Undefined where the event does not fit what the upload is at. */
function nextUpload(upload: Upload, event: EventOfOne): Upload | undefined {
  const { phase } = upload;
  switch (event.type) {
    case 'begun':
      return phase === 'waiting'
        ? { ...upload, phase: 'preparing', sent: 0, attempts: upload.attempts + 1, failure: null }
        : undefined;
    case 'prepared':
      return phase === 'preparing' ? { ...upload, phase: 'sending', documentId: event.documentId } : undefined;
    case 'progressed':
      return phase === 'sending' ? { ...upload, sent: Math.min(upload.size, event.sent) } : undefined;
    case 'sent':
      return phase === 'sending' ? { ...upload, phase: 'completing', sent: upload.size } : undefined;
    case 'completed':
      return phase === 'completing' ? { ...upload, phase: 'done' } : undefined;
    case 'failed':
      if (!busyPhases.includes(phase)) return undefined;
      return mayTryByItself(upload, event.failure.code)
        ? { ...upload, phase: 'waiting', sent: 0, failure: event.failure }
        : { ...upload, phase: 'failed', failure: event.failure };
    case 'retried':
      return phase === 'failed' || phase === 'cancelled'
        ? { ...upload, phase: 'waiting', sent: 0, attempts: 0, failure: null }
        : undefined;
    case 'cancelled':
      return isUploadOver(upload) ? undefined : { ...upload, phase: 'cancelled', documentId: null };
  }
}

const passing: readonly UploadFailure[] = ['connection', 'storage', 'Throttled', 'Unavailable'];

function mayTryByItself({ attempts }: Upload, code: UploadFailure): boolean {
  return passing.includes(code) && attempts < automaticAttempts;
}

/** The uploads to begin now, first come first, within what may be under way at once. */
export function uploadsToBegin(queue: UploadQueue): UploadQueue {
  const busy = queue.filter(({ phase }) => busyPhases.includes(phase)).length;
  return queue.filter(({ phase }) => phase === 'waiting').slice(0, Math.max(0, parallelUploads - busy));
}

/** From 0 to 100; what is being completed is nearly there, and not yet. */
export function uploadPercent({ phase, sent, size }: Pick<Upload, 'phase' | 'sent' | 'size'>): number {
  if (phase === 'done') return 100;
  return Math.min(99, Math.floor((sent / size) * 100));
}
