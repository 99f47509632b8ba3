import type { DocumentRepository } from '#lib/repositories/document';
import type { ProjectRepository } from '#lib/repositories/project';
import type { PublishEvents } from '#lib/runtime/events';

export interface StoredObject {
  readonly size: number;
  readonly contentType: string;
  readonly etag: string;
}

export interface SentPart {
  readonly number: number;
  readonly size: number;
  readonly etag: string;
}

/** Links into the bucket, and what is done there between them. Times in seconds. */
export interface FileLinks {
  signPut(file: { key: string; contentType: string; size: number; seconds: number }): Promise<string>;
  signPart(part: { key: string; uploadId: string; number: number; size: number; seconds: number }): Promise<string>;
  signGet(file: { key: string; fileName: string; contentType: string; seconds: number }): Promise<string>;
  find(key: string): Promise<StoredObject | undefined>;
  beginParts(file: { key: string; contentType: string }): Promise<string>;
  /** Those that have arrived; undefined where the upload has ended. */
  sentParts(upload: { key: string; uploadId: string }): Promise<readonly SentPart[] | undefined>;
  joinParts(upload: { key: string; uploadId: string; parts: readonly SentPart[] }): Promise<void>;
  /** Copies an object that is still the one of the ETag; answers the copy's, which differs where it came in parts. */
  copy(file: { from: string; to: string; etag: string }): Promise<string>;
}

export interface DocumentOperationPorts {
  readonly documents: Pick<DocumentRepository, 'get' | 'create' | 'updateFrom'>;
  readonly projects: Pick<ProjectRepository, 'get'>;
  readonly files: FileLinks;
  readonly publish: PublishEvents;
  readonly now: () => Date;
  readonly newId: () => string;
}
