import { DocumentRejection } from '#lib/domain/document/rejection';
import type { UntrustedZip } from '#lib/runtime/zip/read-untrusted-zip';
import { rejectionOfZip } from '../open-document.ts';

/** The XML of an Office document, by path. */
export type Parts = ReadonlyMap<string, string>;

/**
 * Reads the parts of an Office document that a reader asks for, as UTF-8. No program writes document types into them: they
 * only serve to have a parser fetch files or blow entities up (XXE, “billion laughs”).
 * @throws DocumentRejection
 */
export async function readPartBytes(
  zip: UntrustedZip,
  isWanted: (path: string) => boolean,
): Promise<Map<string, Uint8Array>> {
  const parts = new Map<string, Uint8Array>();
  for (const { path } of zip.files.filter((file) => isWanted(file.path))) {
    const bytes = await zip.read(path).catch((error: unknown) => {
      throw rejectionOfZip(error);
    });
    parts.set(path, checkedXml(bytes, path));
  }
  return parts;
}

/** The same as text. */
export async function readParts(zip: UntrustedZip, isWanted: (path: string) => boolean): Promise<Parts> {
  return textOf(await readPartBytes(zip, isWanted));
}

export const textOf = (parts: ReadonlyMap<string, Uint8Array>): Parts =>
  new Map([...parts].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)] as const));

function checkedXml(bytes: Uint8Array, path: string): Uint8Array {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    const xml = new TextDecoder(first === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
    // What is declared of the encoding is no longer true.
    return checkedXml(new TextEncoder().encode(xml.replace(/^\s*<\?xml[^>]*\?>/, '')), path);
  }
  if (bytes.includes(0)) throw new DocumentRejection('CORRUPT', `A part of the document is no XML (${path}).`);
  if (declaresType(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
    const reason = 'The document declares XML entities, as files made to attack a parser do. It is not opened.';
    throw new DocumentRejection('XML_ENTITIES', reason);
  }
  return bytes;
}

/** By bytes: most parts hold no `<!` at all, and need not become text for it. */
function declaresType(bytes: Buffer): boolean {
  for (let at = bytes.indexOf('<!'); at >= 0; at = bytes.indexOf('<!', at + 2)) {
    if (/^<!(?:DOCTYPE|ENTITY)/i.test(bytes.toString('latin1', at, at + 9))) return true;
  }
  return false;
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
