import * as z from 'zod/mini';
import { documentFolder } from './extracted.ts';

/** How far the recognition of a scan's text is; stored with its document. */
export const recognitionSchema = z.object({
  /** From 1; with the document's id it keeps one job from being begun twice. */
  attempt: z.int().check(z.minimum(1)),
  /** When it was first asked for, in ISO 8601. */
  since: z.string(),
  /** Of the job, once it is begun. */
  invocationArn: z.optional(z.string()),
  /** Keys of the files that hold its results, in order, once it has ended well. */
  results: z.optional(z.array(z.string())),
  /** Why there are none, for people. */
  failure: z.optional(z.string()),
});
export type Recognition = z.infer<typeof recognitionSchema>;

/** What lies beside a document while its text is recognized: a copy of the file, and the results below a folder a job. */
export function recognitionFolder(document: { organization: string; projectId: string; id: string }): string {
  return `${documentFolder(document)}recognition/`;
}

/** The copy that is read: its name tells its format, which that of the original does not. */
export const recognitionInput = 'scan.pdf';

/** The document whose copy lies under a key; undefined of any other key. */
export function documentOfInput(key: string): { organization: string; projectId: string; id: string } | undefined {
  const [, organization, projectId, id] =
    /^documents\/([^/]+)\/([^/]+)\/([^/]+)\/recognition\/scan\.pdf$/.exec(key) ?? [];
  return organization && projectId && id ? { organization, projectId, id } : undefined;
}

/** A job that has not ended after this time is given up, in milliseconds. */
export const recognitionPatienceMs = 6 * 60 * 60 * 1000;
/** So often a job is begun whose failure was the service's. */
export const recognitionAttempts = 3;

/** Seconds until a job is asked after that nobody has told of: soon at first, then ever less often. */
export function recognitionPauseSeconds(elapsedMs: number): number {
  return Math.min(900, Math.max(60, Math.round(elapsedMs / 1000)));
}
