'use client';

import type { UploadFailure } from '#lib/domain/document-view/upload-queue';
import type { UploadTarget } from './upload-requests.ts';

/** A file did not arrive; `code` says on whose account. */
export class SendFailure extends Error {
  override readonly name = 'SendFailure';
  readonly code: UploadFailure;

  constructor(code: UploadFailure, message: string) {
    super(message);
    this.code = code;
  }
}

type SendInput = {
  target: UploadTarget;
  file: File;
  signal: AbortSignal;
  onProgress: (sentBytes: number) => void;
};

/** Puts a file where it belongs: in one piece, or those of its parts that are missing. Throws `SendFailure`. */
export async function sendFile({ target, file, signal, onProgress }: SendInput): Promise<void> {
  const { url, headers, parts } = target;
  if (parts.length === 0) {
    await put({ url, body: file, headers, signal, onProgress });
    return;
  }
  let arrived = file.size - parts.reduce((sum, { size }) => sum + size, 0);
  onProgress(arrived);
  for (const part of parts) {
    const before = arrived;
    // A slice has no type: none is sent that was not signed.
    const body = file.slice(part.offset, part.offset + part.size);
    await put({ url: part.url, body, headers: {}, signal, onProgress: (sent) => onProgress(before + sent) });
    arrived += part.size;
  }
}

type PutInput = {
  url: string;
  body: Blob;
  headers: Readonly<Record<string, string>>;
  signal: AbortSignal;
  onProgress: (sentBytes: number) => void;
};

/** Browsers say these themselves, and let nobody else. */
const ofTheBrowser = ['content-length', 'host'];

/** By XMLHttpRequest: fetch does not tell how much has left. */
function put({ url, body, headers, signal, onProgress }: PutInput): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new SendFailure('connection', 'Cancelled.'));
      return;
    }
    const request = new XMLHttpRequest();
    const cancel = () => request.abort();
    signal.addEventListener('abort', cancel);
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('error', () => reject(new SendFailure('connection', 'The connection was lost.')));
    request.addEventListener('abort', () => reject(new SendFailure('connection', 'Cancelled.')));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve();
      // A link that has run out is refused, too: the next attempt asks for a new one.
      else reject(new SendFailure('storage', `The storage answered ${request.status}.`));
    });
    request.addEventListener('loadend', () => signal.removeEventListener('abort', cancel));
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) {
      if (!ofTheBrowser.includes(name.toLowerCase())) request.setRequestHeader(name, value);
    }
    request.send(body);
  });
}
