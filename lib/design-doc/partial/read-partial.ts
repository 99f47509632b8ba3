import type { Block } from '../content.ts';
import type { DocumentEvidence } from '../design-input.ts';
import { questionOf } from '../revision/find-question.ts';
import { findSection } from '../revision/find-section.ts';
import type { SectionId } from '../sections.ts';
import { readBlocks } from './read-markdown.ts';

export interface PartialSection {
  /** The section of ours that it is about; null for one that we have not. */
  readonly section: SectionId | null;
  readonly title: string;
  /** Line of its heading, from 1. */
  readonly line: number;
  readonly blocks: readonly Block[];
}

interface Start {
  readonly title: string;
  readonly level: number;
  readonly index: number;
}

function headings(lines: readonly string[]): Start[] {
  let isCode = false;
  return lines.flatMap((line, index): Start[] => {
    if (/^\s*(?:`{3}|~{3})/.test(line)) isCode = !isCode;
    const match = isCode ? null : /^(#{1,4})\s+(.*?)\s*#*$/.exec(line);
    const title = (match?.[2] ?? '')
      .replace(/^[\d.]+\s+/, '')
      .replace(/[*`]/g, '')
      .trim();
    return match ? [{ title, level: match[1]?.length ?? 1, index }] : [];
  });
}

/**
 * The sections of a design that exists in part, with what each is about. A heading begins one at the level of sections,
 * and deeper where it names another section of ours.
 */
export function readPartial(markdown: string): PartialSection[] {
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n');
  const all = headings(lines);
  const top = all.filter(({ level }) => level === 1).length > 1 ? 1 : 2;
  let current: SectionId | null = null;
  const starts = all.filter(({ title, level }) => {
    const section = findSection(title);
    const isStart = level <= top || (level <= 3 && section !== null && section !== current);
    if (isStart) current = section;
    return isStart;
  });
  const opening = lines.slice(0, starts[0]?.index ?? lines.length);
  const parts = starts.map(({ title, level, index }, position): PartialSection => {
    const blocks = readBlocks(lines.slice(index + 1, starts[position + 1]?.index ?? lines.length));
    const isTitle = level === 1 && top === 2;
    return { section: isTitle ? 'scope' : findSection(title), title, line: index + 1, blocks };
  });
  const before = readBlocks(opening);
  return [
    ...(before.length > 0 ? [{ section: 'scope' as const, title: 'Opening', line: 1, blocks: before }] : []),
    ...parts,
  ].filter(({ blocks }) => blocks.length > 0);
}

export const partialName = (partial: { readonly name?: string }) => partial.name ?? 'partial design';

type GivenDesign = { readonly markdown: string; readonly name?: string };

/** Every question asks for it; a partial design is read once. */
const evidenceOf = new WeakMap<GivenDesign, readonly DocumentEvidence[]>();

/** What a partial design answers of the interview: lines that hold a figure for a question, and its use cases. */
export function evidenceIn(partial: GivenDesign): readonly DocumentEvidence[] {
  const known = evidenceOf.get(partial);
  if (known) return known;
  const found = findEvidence(partial);
  evidenceOf.set(partial, found);
  return found;
}

function findEvidence(partial: GivenDesign): DocumentEvidence[] {
  const name = partialName(partial);
  const of = (questionId: string, quote: string, line: number): DocumentEvidence => ({
    documentId: name,
    documentName: name,
    questionId,
    quote,
    line,
  });
  const lines = partial.markdown.split(/\r?\n/);
  const figures = lines.flatMap((line, index) => {
    const text = line
      .replace(/^\s*(?:[-*+]|\d+[.)]|#+|>)\s*/, '')
      .replace(/[*`|]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const question = text.length > 300 ? null : questionOf(text);
    return question ? [of(question, text, index + 1)] : [];
  });
  const useCases = readPartial(partial.markdown).find(({ section }) => section === 'use-cases');
  const stated = useCases?.blocks.flatMap((block) =>
    block.kind === 'list'
      ? block.items.map((item) =>
          item
            .map((part) =>
              typeof part === 'string' ? part : 'code' in part ? part.code : 'strong' in part ? part.strong : '',
            )
            .join(''),
        )
      : [],
  );
  return [
    ...figures,
    ...(useCases && stated && stated.length > 0 ? [of('use-cases', stated.join('\n'), useCases.line)] : []),
  ];
}
