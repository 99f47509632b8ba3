import { fileNameProblem, type NameProblem } from '../document/file-name.ts';

/** The type that a file is uploaded under, by its name's ending: what browsers say depends on the machine. */
const typeOfEnding: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
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

/** For a file picker's `accept`. */
export const acceptedEndings = Object.keys(typeOfEnding).map((ending) => `.${ending}`);

type ChosenProblem = 'empty' | 'too-large' | 'unknown-type' | NameProblem['code'];

interface ChosenFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
}

type FileCheck =
  | { readonly ok: true; readonly contentType: string }
  | { readonly ok: false; readonly problem: ChosenProblem };

/** What can be said of a file before any of it is sent. Its content is looked at after the upload. */
export function checkChosenFile({ name, size }: ChosenFile, maximumBytes: number): FileCheck {
  const named = fileNameProblem(name);
  if (named) return { ok: false, problem: named.code };
  if (size === 0) return { ok: false, problem: 'empty' };
  if (size > maximumBytes) return { ok: false, problem: 'too-large' };
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const contentType = Object.hasOwn(typeOfEnding, ending) ? typeOfEnding[ending] : undefined;
  if (contentType === undefined) return { ok: false, problem: 'unknown-type' };
  return { ok: true, contentType };
}
