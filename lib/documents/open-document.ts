import type { DocumentFormat } from '#lib/domain/document/extracted';
import { DocumentRejection } from '#lib/domain/document/rejection';
import type { UntrustedZip } from '#lib/runtime/zip/read-untrusted-zip';
import { ZipRejection, type ZipRejectionCode } from '#lib/runtime/zip/rejection';
import { type Detected, detectKind, formatNames, labelsOf, textFormats } from './detect-format.ts';
import type { SourceFile } from './extraction.ts';

/** Limits of the archives that Office documents are. */
const officeLimits = { entries: 10_000, totalBytes: 300 * 1024 * 1024, entryBytes: 150 * 1024 * 1024, depth: 12 };

/** A file whose format its content has told; an archive comes opened. */
export type OpenDocument =
  | { readonly format: Exclude<DocumentFormat, 'docx' | 'xlsx' | 'pptx' | 'zip'> }
  | { readonly format: 'docx' | 'xlsx' | 'pptx' | 'zip'; readonly zip: UntrustedZip };

/** An archive of these is large, and not yet hostile. */
const tooMuch: readonly ZipRejectionCode[] = ['TOO_MANY_ENTRIES', 'TOO_LARGE', 'ENTRY_TOO_LARGE'];

/** What is wrong with an archive, as what is wrong with the document that it is. */
export function rejectionOfZip(error: unknown): unknown {
  if (!(error instanceof ZipRejection)) return error;
  const { code, message } = error;
  if (code === 'ENCRYPTED') return new DocumentRejection('ENCRYPTED', message, { cause: error });
  if (tooMuch.includes(code)) {
    return new DocumentRejection('TOO_LARGE', `${message} Split it.`, { cause: error });
  }
  if (code === 'CORRUPT' || code === 'NOT_A_ZIP') return new DocumentRejection('CORRUPT', message, { cause: error });
  return new DocumentRejection('HOSTILE_ARCHIVE', `${message} The archive is not opened.`, { cause: error });
}

/**
 * Tells by content what a file is and holds that against its labels.
 * @throws DocumentRejection naming what it really is
 */
export async function openDocument(file: SourceFile): Promise<OpenDocument> {
  const detected = detectKind(file.bytes);
  const labels = labelsOf(file.name, file.contentType);
  switch (detected.kind) {
    case 'empty':
      throw new DocumentRejection('EMPTY', 'The file is empty.');
    case 'office-encrypted':
      throw new DocumentRejection('ENCRYPTED', 'The document is protected by a password. Save it without one.');
    case 'office-old':
    case 'other':
      throw foreign(detected, labels);
    case 'pdf':
      hold('pdf', labels);
      return { format: 'pdf' };
    case 'text':
      return { format: textFormat(labels) };
    case 'zip': {
      const { readUntrustedZip } = await import('#lib/runtime/zip/read-untrusted-zip');
      const isArchive = labels.includes('zip');
      const zip = await readUntrustedZip(file.bytes, isArchive ? {} : officeLimits).catch((error: unknown) => {
        throw rejectionOfZip(error);
      });
      const format = formatOfZip(zip);
      hold(format, labels);
      return { format, zip };
    }
  }
}

/** An Office document is known by the part that holds its text. */
function formatOfZip({ files }: UntrustedZip): 'docx' | 'xlsx' | 'pptx' | 'zip' {
  const has = (path: string) => files.some((file) => file.path === path);
  if (!has('[Content_Types].xml')) return 'zip';
  if (files.some(({ path }) => /(?:^|\/)vbaProject\.bin$/i.test(path))) {
    throw new DocumentRejection('MACROS', 'The document holds macros. Save it without them, as DOCX, XLSX or PPTX.');
  }
  if (has('word/document.xml')) return 'docx';
  if (has('xl/workbook.xml')) return 'xlsx';
  return has('ppt/presentation.xml') ? 'pptx' : 'zip';
}

function textFormat(labels: readonly (DocumentFormat | undefined)[]): 'text' | 'markdown' | 'csv' | 'html' {
  const binary = labels.find((label) => label && !textFormats.includes(label));
  if (binary) throw mislabelled(binary, 'a text');
  // A name says more than a type, which browsers guess; plain text is what is said where nothing is known.
  const known = [labels[1], labels[0]].find((label) => label && label !== 'text');
  return known === 'markdown' || known === 'csv' || known === 'html' ? known : 'text';
}

function hold(format: DocumentFormat, labels: readonly (DocumentFormat | undefined)[]): void {
  const wrong = labels.find((label) => label && label !== format);
  if (wrong) throw mislabelled(wrong, formatNames[format]);
}

function mislabelled(label: DocumentFormat, what: string): DocumentRejection {
  const reason = `The file is labelled ${formatNames[label]}, but is ${what}. Give it its own name and type, and upload it again.`;
  return new DocumentRejection('MISLABELLED', reason);
}

function foreign({ kind, what }: Detected, labels: readonly (DocumentFormat | undefined)[]): DocumentRejection {
  const label = labels.find((one) => one !== undefined);
  if (label && kind === 'other') return mislabelled(label, what);
  const remedy =
    kind === 'office-old' ? 'Save it as DOCX, XLSX or PPTX.' : 'Upload PDF, Office, HTML, text, CSV or ZIP.';
  return new DocumentRejection('UNSUPPORTED_FORMAT', `The file is ${what}, which is not read. ${remedy}`);
}
