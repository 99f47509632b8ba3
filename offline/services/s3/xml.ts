import { createRequire } from 'node:module';
import type * as Parser from 'fast-xml-parser';
import type { OfflineResponse } from '../../kernel/http.ts';
import { malformedXml } from './errors.ts';

export const XML_HEADERS = { 'content-type': 'application/xml' } as const;
const PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as S3 writes it: control characters become references, for a key may hold any of them. */
const escapeXml = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is escaped
  text.replace(/[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (letter) => {
    return ESCAPES[letter] ?? `&#x${letter.charCodeAt(0).toString(16)};`;
  });

type BuilderOptions = {
  suppressEmptyNode: boolean;
  attributeNamePrefix: string;
  ignoreAttributes: boolean;
  processEntities: boolean;
  tagValueProcessor(name: string, value: unknown): string;
};

const require = createRequire(import.meta.url);
let builder: { build(content: object): string } | undefined;
let parser: Parser.XMLParser | undefined;

/** Loaded with the first document that is written: most that is asked of S3 needs none. */
function build(content: object): string {
  if (!builder) {
    const { default: Builder } = require('fast-xml-builder') as {
      default: new (options: BuilderOptions) => { build(content: object): string };
    };
    builder = new Builder({
      suppressEmptyNode: true,
      attributeNamePrefix: '@',
      ignoreAttributes: false,
      // The builder's own escaping leaves control characters as they are.
      processEntities: false,
      tagValueProcessor: (_name, value) => escapeXml(String(value)),
    });
  }
  return builder.build(content);
}

/** Loaded with the first document that is read. */
function parse(text: string): unknown {
  if (!parser) {
    const { XMLParser } = require('fast-xml-parser') as typeof Parser;
    parser = new XMLParser({
      parseTagValue: false,
      trimValues: false,
      // A DTD in a request is never expanded; `XmlNode` resolves the plain references.
      processEntities: false,
      ignoreAttributes: false,
      attributeNamePrefix: '@',
    });
  }
  return parser.parse(text) as unknown;
}

/** An XML document in S3's namespace; arrays become repeated elements, undefined members are left out. */
export function xmlResponse(root: string, content: object, status = 200): OfflineResponse {
  const document = build({ [root]: { '@xmlns': NAMESPACE, ...content } });
  return { status, headers: { ...XML_HEADERS }, body: PROLOGUE + document };
}

export function errorDocument(content: Readonly<Record<string, unknown>>): string {
  return PROLOGUE + build({ Error: content });
}

/** An element of a request's document, read by the names of its children. */
export class XmlNode {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  /** All children of a name. */
  nodes(name: string): XmlNode[] {
    const found = this.#member(name);
    return (found === undefined ? [] : Array.isArray(found) ? found : [found]).map((one) => new XmlNode(one));
  }

  node(name: string): XmlNode | undefined {
    return this.nodes(name)[0];
  }

  has(name: string): boolean {
    return this.#member(name) !== undefined;
  }

  /** The element's own text. */
  get value(): string {
    const text = typeof this.#value === 'string' ? this.#value : this.#member('#text');
    return unescapeXml(typeof text === 'string' ? text : '');
  }

  text(name: string): string | undefined {
    return this.node(name)?.value;
  }

  texts(name: string): string[] {
    return this.nodes(name).map(({ value }) => value);
  }

  /** A whole number. @throws S3Error MalformedXML */
  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (!/^\s*-?\d+\s*$/.test(text)) throw malformedXml();
    return Number(text);
  }

  #member(name: string): unknown {
    if (typeof this.#value !== 'object' || this.#value === null || !Object.hasOwn(this.#value, name)) return undefined;
    return (this.#value as Record<string, unknown>)[name];
  }
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescapeXml = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });

const MARKUP = /<(?:\?[^>]*\?|!--[\s\S]*?--|!\[CDATA\[[\s\S]*?\]\]|(\/?)([^\s<>/?!]+)[^<>]*?(\/?))>/g;

/** Whether every element is closed by its own name. The parser takes what is no XML as far as it goes. */
function isWellFormed(text: string): boolean {
  const open: string[] = [];
  for (const [, closing, name, closed] of text.matchAll(MARKUP)) {
    if (name === undefined) continue;
    if (closing === '/') {
      if (open.pop() !== name) return false;
    } else if (closed !== '/') open.push(name);
  }
  return open.length === 0 && !text.replace(MARKUP, '').includes('<');
}

/** The root element of that name. @throws S3Error MalformedXML when the text is no such document, or declares a DTD. */
export function parseXml(text: string, root: string): XmlNode {
  if (/<!DOCTYPE|<!ENTITY/i.test(text) || !isWellFormed(text)) throw malformedXml();
  const found = new XmlNode(parse(text)).node(root);
  if (!found) throw malformedXml();
  return found;
}
