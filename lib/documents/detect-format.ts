import type { DocumentFormat } from '#lib/domain/document/extracted';
import { decodeText } from './text/decode-text.ts';

/** What bytes are, by what they begin with: `zip` may be an Office document, which its files tell. */
export type DetectedKind = 'pdf' | 'zip' | 'text' | 'office-old' | 'office-encrypted' | 'other' | 'empty';

export interface Detected {
  readonly kind: DetectedKind;
  /** In words, with its article, for a person. */
  readonly what: string;
}

const signatures: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0xff, 0xd8, 0xff], 'a JPEG image'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF image'],
  [[0x49, 0x49, 0x2a, 0x00], 'a TIFF image'],
  [[0x4d, 0x4d, 0x00, 0x2a], 'a TIFF image'],
  [[0x4d, 0x5a], 'a Windows program'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a Linux program'],
  [[0xcf, 0xfa, 0xed, 0xfe], 'a macOS program'],
  [[0xca, 0xfe, 0xba, 0xbe], 'a Java class or macOS program'],
  [[0x00, 0x61, 0x73, 0x6d], 'a WebAssembly program'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz archive'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7-Zip archive'],
  [[0x52, 0x61, 0x72, 0x21], 'a RAR archive'],
  [[0x52, 0x49, 0x46, 0x46], 'a RIFF file, such as a WebP image or WAV sound'],
  [[0x49, 0x44, 0x33], 'an MP3 sound'],
  [[0x25, 0x21, 0x50, 0x53], 'a PostScript file'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'an SQLite database'],
];

const beginsWith = (bytes: Uint8Array, signature: readonly number[], at = 0) =>
  signature.every((byte, index) => bytes[at + index] === byte);

/** Judges bytes by content, whatever they are called. */
export function detectKind(bytes: Uint8Array): Detected {
  if (bytes.length === 0) return { kind: 'empty', what: 'an empty file' };
  // PDF readers look for the mark in the first kilobyte (ISO 32000-1, annex H.3, note 13).
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024));
  if (head.includes('%PDF-')) return { kind: 'pdf', what: 'a PDF' };
  if (beginsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || beginsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) {
    return { kind: 'zip', what: 'a ZIP archive' };
  }
  if (beginsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
      Buffer.from('EncryptedPackage', 'utf16le'),
    );
    return isEncrypted
      ? { kind: 'office-encrypted', what: 'an Office document with a password' }
      : { kind: 'office-old', what: 'an Office document of the old format (DOC, XLS, PPT)' };
  }
  const signature = signatures.find(([mark]) => beginsWith(bytes, mark));
  if (signature) return { kind: 'other', what: signature[1] };
  if (beginsWith(bytes, [0x66, 0x74, 0x79, 0x70], 4)) return { kind: 'other', what: 'a video or HEIC image' };
  if (head.toString('latin1').startsWith('{\\rtf')) return { kind: 'other', what: 'an RTF document' };
  if (decodeText(bytes.subarray(0, 65_536 - (bytes.length > 65_536 ? 4 : 0)))) return { kind: 'text', what: 'a text' };
  return { kind: 'other', what: 'a file of unknown format' };
}

const formatOfType: Readonly<Record<string, DocumentFormat>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/markdown': 'markdown',
  'text/x-markdown': 'markdown',
  'text/csv': 'csv',
  'application/csv': 'csv',
  'application/vnd.ms-excel': 'csv',
  'text/tab-separated-values': 'csv',
  'text/plain': 'text',
  'application/json': 'text',
  'application/yaml': 'text',
  'application/x-yaml': 'text',
  'text/yaml': 'text',
  'application/zip': 'zip',
  'application/x-zip-compressed': 'zip',
};

const formatOfEnding: Readonly<Record<string, DocumentFormat>> = {
  pdf: 'pdf',
  docx: 'docx',
  xlsx: 'xlsx',
  pptx: 'pptx',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  md: 'markdown',
  markdown: 'markdown',
  csv: 'csv',
  tsv: 'csv',
  txt: 'text',
  text: 'text',
  json: 'text',
  yaml: 'text',
  yml: 'text',
  zip: 'zip',
};

const own = (table: Readonly<Record<string, DocumentFormat>>, key: string) =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** The ending of a name in lower case, without its dot; empty where there is none. */
export const endingOf = (name: string): string => /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** The formats that a file is labelled with, by its type and by its name; undefined where a label says nothing. */
export function labelsOf(name: string, contentType: string): (DocumentFormat | undefined)[] {
  const bare = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  return [own(formatOfType, bare), own(formatOfEnding, endingOf(name))];
}

/** Formats that are texts, and so cannot be told apart for sure by content. */
export const textFormats: readonly DocumentFormat[] = ['text', 'markdown', 'csv', 'html'];

export const formatNames: Readonly<Record<DocumentFormat, string>> = {
  pdf: 'a PDF',
  docx: 'a Word document (DOCX)',
  xlsx: 'an Excel workbook (XLSX)',
  pptx: 'a presentation (PPTX)',
  html: 'an HTML page',
  markdown: 'a Markdown text',
  text: 'a text',
  csv: 'a CSV table',
  zip: 'a ZIP archive',
};
