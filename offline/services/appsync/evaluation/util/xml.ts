import type { FunctionTable } from './function-table.ts';
import { isList, type JsonRecord, ownValue, setOwn, text } from './values.ts';

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<[?!][^>]*>|<\/\s*([\w:.-]+)\s*>|<([\w:.-]+)((?:"[^"]*"|'[^']*'|[^"'>])*)>|([^<]+)/g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

type Element = { name: string; children: JsonRecord; content: string };

/** XML as a map: repeated elements become lists, text that reads as a number or truth value becomes one. */
function xmlToMap(xml: string): JsonRecord {
  const root: Element = { name: '', children: {}, content: '' };
  const open: Element[] = [root];
  for (const [, cdata, closing, opening, attributes = '', content] of xml.matchAll(TOKEN)) {
    const current = open.at(-1) ?? root;
    if (cdata !== undefined) current.content += cdata;
    else if (content !== undefined) current.content += decode(content);
    else if (closing !== undefined) close(open, closing);
    else if (opening !== undefined) {
      const element = { name: opening, children: readAttributes(attributes), content: '' };
      if (attributes.endsWith('/')) append(current, element);
      else open.push(element);
    }
  }
  if (open.length > 1) throw new Error(`The XML element ${open.at(-1)?.name ?? ''} is not closed.`);
  return root.children;
}

function close(open: Element[], name: string): void {
  const element = open.pop();
  const parent = open.at(-1);
  if (!element || !parent || element.name !== name) throw new Error(`The XML element ${name} is not open.`);
  append(parent, element);
}

function append(parent: Element, element: Element): void {
  const value = valueOf(element);
  const before = ownValue(parent.children, element.name);
  if (!Object.hasOwn(parent.children, element.name)) setOwn(parent.children, element.name, value);
  else setOwn(parent.children, element.name, isList(before) ? [...before, value] : [before, value]);
}

function valueOf({ children, content }: Element): unknown {
  const words = content.trim();
  if (Object.keys(children).length === 0) return words === '' ? '' : scalar(words);
  return words === '' ? children : { ...children, content: scalar(words) };
}

function scalar(words: string): unknown {
  if (words === 'true' || words === 'false') return words === 'true';
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(words) ? Number(words) : words;
}

function readAttributes(source: string): JsonRecord {
  const attributes: JsonRecord = {};
  for (const [, name = '', double, single] of source.matchAll(ATTRIBUTE)) {
    setOwn(attributes, name, scalar(decode(double ?? single ?? '')));
  }
  return attributes;
}

/** Resolves the five entities of XML and character references; no others, hence no expansion. */
function decode(source: string): string {
  return source.replace(
    /&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      return ENTITIES[name ?? ''] ?? whole;
    },
  );
}

/** `util.xml`. */
export const XML: FunctionTable = {
  toMap: (_run, xml) => xmlToMap(text(xml)),
  toJsonString: (_run, xml, stringEncode) => {
    const json = JSON.stringify(xmlToMap(text(xml)));
    return stringEncode === true ? JSON.stringify(json) : json;
  },
};
