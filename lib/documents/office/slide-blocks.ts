import * as z from 'zod/mini';
import type { Block } from '#lib/domain/document/extracted';
import { decodeXml } from './parts.ts';

/** An element as the parser gives it in document order: one key is its name, `:@` its attributes. */
type Element = Readonly<Record<string, unknown>>;

const elementsSchema = z.array(z.custom<Element>((value: unknown) => typeof value === 'object' && value !== null));
const attributesSchema = z.catch(z.record(z.string(), z.string()), {});

type SlideBlock = Omit<Block, 'position'>;

const childrenOf = (element: Element | undefined, name: string): readonly Element[] =>
  element && Array.isArray(element[name]) ? elementsSchema.parse(element[name]) : [];
const nameOf = (element: Element): string => Object.keys(element).find((key) => key !== ':@') ?? '';

/** The elements of a name anywhere below, in order, not within one another. */
function below(elements: readonly Element[], names: readonly string[]): [name: string, element: Element][] {
  return elements.flatMap((element): [string, Element][] => {
    const name = nameOf(element);
    if (names.includes(name)) return [[name, element]];
    const children = element[name];
    return Array.isArray(children) ? below(elementsSchema.parse(children), names) : [];
  });
}

/**
 * The texts of a slide's shapes and tables: titles as headings, bulleted levels as list items. With `isWanted` only
 * shapes of these kinds of placeholder.
 */
export function slideBlocks(slide: unknown, isWanted?: (placeholder: string) => boolean): SlideBlock[] {
  return below(elementsSchema.parse(slide), ['p:sp', 'a:tbl']).flatMap(([name, element]) => {
    if (name === 'a:tbl') return isWanted ? [] : tableBlocks(element);
    const placeholder = placeholderOf(element);
    if (isWanted && !isWanted(placeholder)) return [];
    return shapeBlocks(element, placeholder);
  });
}

function placeholderOf(shape: Element): string {
  const found = below(childrenOf(shape, 'p:sp'), ['p:ph'])[0]?.[1];
  if (!found) return '';
  return attributesSchema.parse(found[':@']).type ?? 'body';
}

/** Numbers, dates and footers stand on every slide and say nothing of it. */
const furniture = ['sldNum', 'dt', 'ftr', 'hdr', 'sldImg'];

function shapeBlocks(shape: Element, placeholder: string): SlideBlock[] {
  if (furniture.includes(placeholder)) return [];
  const paragraphs = below(childrenOf(shape, 'p:sp'), ['a:p']).map(([, element]) => paragraphOf(element));
  if (placeholder === 'title' || placeholder === 'ctrTitle') {
    const text = paragraphs.map((one) => one.text).join(' ');
    return [{ kind: 'heading', level: 1, text: text.replaceAll(/\s+/g, ' ') }];
  }
  const isList = placeholder === 'body' && paragraphs.filter(({ text }) => text.trim() !== '').length > 1;
  return paragraphs.map(({ text, level }) => ({ kind: isList || level > 0 ? 'list-item' : 'paragraph', text }));
}

function paragraphOf(element: Element): { text: string; level: number } {
  const parts = childrenOf(element, 'a:p');
  const properties = parts.find((part) => 'a:pPr' in part);
  const level = Number(attributesSchema.parse(properties?.[':@']).lvl ?? 0);
  return { text: textOf(parts), level: Number.isInteger(level) ? level : 0 };
}

/** Runs and line breaks, in order. */
function textOf(elements: readonly Element[]): string {
  return below(elements, ['a:t', 'a:br'])
    .map(([name, element]) => (name === 'a:br' ? '\n' : plainOf(childrenOf(element, 'a:t'))))
    .join('');
}

const plainOf = (elements: readonly Element[]): string =>
  decodeXml(elements.map((element) => (typeof element['#text'] === 'string' ? element['#text'] : '')).join(''));

function tableBlocks(table: Element): SlideBlock[] {
  const rows = below(childrenOf(table, 'a:tbl'), ['a:tr']).map(([, row]) =>
    below(childrenOf(row, 'a:tr'), ['a:tc']).map(([, cell]) =>
      below(childrenOf(cell, 'a:tc'), ['a:p'])
        .map(([, paragraph]) => paragraphOf(paragraph).text)
        .join(' ')
        .trim(),
    ),
  );
  if (rows.length === 0) return [];
  return [{ kind: 'table', rows, text: rows.map((row) => row.join(' | ')).join('\n') }];
}
