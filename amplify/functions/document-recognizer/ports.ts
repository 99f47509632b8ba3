import type { DocumentRepository } from '#lib/repositories/document';
import type { DataAutomation } from '#lib/runtime/data-automation';
import type { PublishEvents } from '#lib/runtime/events';

/** A document as messages name it: where its files lie is told also when it is gone. */
export interface RecognizedPlace {
  readonly id: string;
  readonly organization: string;
  readonly projectId: string;
}

export interface RecognizerPorts {
  readonly documents: Pick<DocumentRepository, 'get' | 'updateFrom'>;
  readonly jobs: DataAutomation;
  readonly files: {
    /** Of a key in the bucket. */
    address(key: string): string;
    /** Copies the uploaded file of that ETag as a PDF. */
    copyPdf(file: { from: string; to: string; etag: string | null }): Promise<void>;
    /** The text of a small file; undefined where there is none. */
    read(key: string): Promise<string | undefined>;
    remove(key: string): Promise<void>;
    /** Removes all files whose keys begin so, in all versions. */
    removeAll(prefix: string): Promise<void>;
  };
  /** Has the function look again after so many seconds, at most 900; `invocationArn` where a job is under way. */
  readonly later: (place: RecognizedPlace, seconds: number, invocationArn?: string) => Promise<void>;
  readonly publish: PublishEvents;
  readonly now: () => Date;
  readonly logger: { warn(message: string, detail: Readonly<Record<string, unknown>>): void };
}
