import { DocumentRejection } from '#lib/domain/document/rejection';
import type { UntrustedZip } from '#lib/runtime/zip/read-untrusted-zip';
import { rejectionOfZip } from '../open-document.ts';

/** The XML of an Office document, by path. */
export type Parts = ReadonlyMap<string, string>;

/**
 * Reads the parts of an Office document that a reader asks for. No program writes document types into them: they only
 * serve to have a parser fetch files or blow entities up (XXE, “billion laughs”).
 * @throws DocumentRejection
 */
export async function readParts(zip: UntrustedZip, isWanted: (path: string) => boolean): Promise<Parts> {
  const parts = new Map<string, string>();
  for (const { path } of zip.files.filter((file) => isWanted(file.path))) {
    const bytes = await zip.read(path).catch((error: unknown) => {
      throw rejectionOfZip(error);
    });
    parts.set(path, xmlOf(bytes, path));
  }
  return parts;
}

function xmlOf(bytes: Uint8Array, path: string): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const xml = new TextDecoder(encoding).decode(bytes);
  if (xml.includes('\u0000')) throw new DocumentRejection('CORRUPT', `A part of the document is no XML (${path}).`);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) {
    const reason = 'The document declares XML entities, as files made to attack a parser do. It is not opened.';
    throw new DocumentRejection('XML_ENTITIES', reason);
  }
  // What is declared of the encoding is no longer true.
  return encoding === 'utf-8' ? xml : xml.replace(/^\s*<\?xml[^>]*\?>/, '');
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text of XML without its references to characters. */
export function decodeXml(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return entities[name.toLowerCase()] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const properties: readonly (readonly [element: string, name: string])[] = [
  ['dc:title', 'title'],
  ['dc:subject', 'subject'],
  ['dc:creator', 'author'],
  ['cp:keywords', 'keywords'],
  ['cp:lastModifiedBy', 'lastModifiedBy'],
  ['dcterms:created', 'created'],
  ['dcterms:modified', 'modified'],
  ['Application', 'application'],
];

/** What an Office document says of itself. */
export function propertiesOf(parts: Parts): Record<string, string> {
  const xml = `${parts.get('docProps/core.xml') ?? ''}${parts.get('docProps/app.xml') ?? ''}`;
  return Object.fromEntries(
    properties.flatMap(([element, name]) => {
      const value = new RegExp(`<${element}(?:\\s[^>]*)?>([^<]{1,2000})</${element}>`).exec(xml)?.[1];
      return value?.trim() ? [[name, decodeXml(value).trim()] as const] : [];
    }),
  );
}

export const isProperties = (path: string): boolean => /^docProps\/(?:core|app)\.xml$/.test(path);
