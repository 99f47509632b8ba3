import { invalid, type Outcome, succeed } from '../outcome/outcome.ts';
import { fileNameProblem } from './file-name.ts';
import { type DocumentKind, documentKinds } from './states.ts';

/** Largest file, in bytes. */
export const maxDocumentBytes = 100 * 1024 * 1024;
/** Files above this size may be sent in parts of it, so that a lost connection costs one part, not all. */
export const uploadPartBytes = 16 * 1024 * 1024;

const office = 'application/vnd.openxmlformats-officedocument.';

/** Types that a file may be announced under; what it really is, its content says once it is there. */
const documentContentTypes = [
  'application/pdf',
  `${office}wordprocessingml.document`,
  `${office}spreadsheetml.sheet`,
  `${office}presentationml.presentation`,
  'text/html',
  'application/xhtml+xml',
  'text/markdown',
  'text/x-markdown',
  'text/plain',
  'text/csv',
  'application/csv',
  'text/tab-separated-values',
  'application/zip',
  'application/x-zip-compressed',
  'application/json',
  'application/yaml',
  'application/x-yaml',
  'text/yaml',
  // What browsers say where they do not know, and of CSV files where Excel is installed.
  'application/octet-stream',
  'application/vnd.ms-excel',
] as const;

/** What a person asks to upload, as it comes. */
export interface UploadRequest {
  readonly fileName: string;
  readonly contentType: string;
  /** In bytes. */
  readonly size: number;
  readonly kind?: string | null | undefined;
}

export interface CheckedUpload {
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number;
  /** Null: its content decides. */
  readonly kind: DocumentKind | null;
}

/** The type without its parameters, in lower case: `Text/Plain; charset=utf-8` is `text/plain`. */
const bareType = (contentType: string) => contentType.split(';')[0]?.trim().toLowerCase() ?? '';

function typeProblem(contentType: string, fileName: string): string | null {
  const bare = bareType(contentType);
  if (!/^[\x20-\x7e]{1,200}$/.test(contentType)) return 'contentType must be a media type such as "application/pdf".';
  if (/macroenabled/.test(bare)) return 'Documents with macros are not taken. Save it without them, as DOCX or XLSX.';
  const isKnown = documentContentTypes.some((known) => known === bare);
  if (bare === 'application/vnd.ms-excel' && !/\.csv$/i.test(fileName)) {
    return 'Old Excel files are not read. Save it as XLSX.';
  }
  if (bare === 'application/msword' || bare === 'application/vnd.ms-powerpoint') {
    return 'Old Office files are not read. Save it as DOCX or PPTX.';
  }
  if (isKnown) return null;
  return `Files of the type ${JSON.stringify(bare)} are not read. Upload PDF, DOCX, XLSX, PPTX, HTML, Markdown, text, CSV or ZIP.`;
}

/** Checks what is to be uploaded before anything is signed; the name is kept exactly as it is. */
export function checkUpload({ fileName, contentType, size, kind }: UploadRequest): Outcome<CheckedUpload> {
  const nameProblem = fileNameProblem(fileName);
  if (nameProblem) {
    const { message } = nameProblem;
    return {
      ok: false,
      error: { type: 'ValidationError', code: `FILE_NAME_${nameProblem.code}`, field: 'fileName', message },
    };
  }
  const problem = typeProblem(contentType, fileName);
  if (problem) {
    const error = {
      type: 'ValidationError',
      code: 'UNSUPPORTED_TYPE',
      field: 'contentType',
      message: problem,
    } as const;
    return { ok: false, error };
  }
  if (!Number.isInteger(size) || size <= 0) {
    const message = 'size must be the number of bytes of the file, at least 1.';
    return { ok: false, error: { type: 'ValidationError', code: 'FILE_EMPTY', field: 'size', message } };
  }
  if (size > maxDocumentBytes) {
    const message = `The file has ${size} bytes; at most ${maxDocumentBytes} are taken. Split it.`;
    return { ok: false, error: { type: 'ValidationError', code: 'FILE_TOO_LARGE', field: 'size', message } };
  }
  const known = documentKinds.find((candidate) => candidate === kind) ?? null;
  if (kind && !known) return invalid('kind', `kind must be one of ${documentKinds.join(', ')}.`);
  return succeed({ fileName, contentType, size, kind: known });
}

/** A piece of a file: numbered from 1, in bytes. */
export interface UploadPart {
  readonly number: number;
  readonly offset: number;
  readonly size: number;
}

/** The parts that a file of this size is sent in; none where it is sent in one piece. */
export function partsOf(size: number): UploadPart[] {
  if (size <= uploadPartBytes) return [];
  return Array.from({ length: Math.ceil(size / uploadPartBytes) }, (_, index) => {
    const offset = index * uploadPartBytes;
    return { number: index + 1, offset, size: Math.min(uploadPartBytes, size - offset) };
  });
}

/**
 * Where a file is put by its uploader. It is copied to its place once it is complete, so that what a link that is used
 * again puts there changes nothing; what is left behind expires after a day.
 */
export function uploadKey(document: { organization: string; projectId: string; id: string }): string {
  return `${uploadFolder}/${document.organization}/${document.projectId}/${document.id}`;
}
export const uploadFolder = 'uploads';
/** Days after which what lies in the upload folder is removed by the bucket itself. */
export const uploadDays = 1;

const typeOfEnding: Readonly<Record<string, (typeof documentContentTypes)[number]>> = {
  pdf: 'application/pdf',
  docx: `${office}wordprocessingml.document`,
  xlsx: `${office}spreadsheetml.sheet`,
  pptx: `${office}presentationml.presentation`,
  html: 'text/html',
  htm: 'text/html',
  md: 'text/markdown',
  markdown: 'text/markdown',
  txt: 'text/plain',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  zip: 'application/zip',
};

/** The type that a file is announced under by its name's ending; of one that tells nothing, its content will. */
export function contentTypeOf(fileName: string): (typeof documentContentTypes)[number] {
  const ending = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  return (Object.hasOwn(typeOfEnding, ending) ? typeOfEnding[ending] : undefined) ?? 'application/octet-stream';
}
