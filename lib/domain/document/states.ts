/**
 * `AWAITING_UPLOAD` until its upload is completed; `RECOGNIZING` while the text of a scan is read from its pictures; a
 * rejected document says why.
 */
export const documentStatuses = [
  'AWAITING_UPLOAD',
  'UPLOADED',
  'PROCESSING',
  'RECOGNIZING',
  'PROCESSED',
  'REJECTED',
] as const;
export type DocumentStatus = (typeof documentStatuses)[number];

/** `SOURCE`: an archive of code and templates, to be scanned; its text is not extracted. */
export const documentKinds = ['DOCUMENT', 'SOURCE'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** Links to upload and to download work so long. */
export const documentLinkSeconds = 15 * 60;

/** What of a document can be downloaded: the file as it was uploaded, or its text as JSON (`extracted.ts`). */
export const documentParts = ['original', 'text'] as const;
export type DocumentPart = (typeof documentParts)[number];
