import type { DetailLevel, DiagramFormat } from '#lib/domain/design-document/document';
import type { ChangeRequest, DesignEdits } from '../design-input.ts';
import { questionBank } from '../questions/question-bank.ts';
import { type SectionId, sectionKind } from '../sections.ts';
import { type BaseInput, type Change, levelBeside } from './change.ts';
import { questionOf } from './find-question.ts';
import { findSection } from './find-section.ts';

const edit = (input: BaseInput, part: Partial<DesignEdits>): BaseInput => ({
  ...input,
  edits: { ...input.edits, ...part },
});
const titleOf = (section: string) => sectionKind(section)?.title ?? section;
const unquoted = (text: string) =>
  text
    .trim()
    .replace(/^["'“‘`]+|["'”’`.]+$/g, '')
    .trim();

function setLevel(
  section: SectionId | null,
  pick: (level: DetailLevel) => DetailLevel,
): (input: BaseInput) => BaseInput {
  return (input) => {
    if (section === null) return { ...input, detail: pick(input.detail) };
    const removed = input.edits.removed.filter((id) => id !== section);
    const level = pick(input.edits.detail[section] ?? input.detail);
    return edit(input, { removed, detail: { ...input.edits.detail, [section]: level } });
  };
}

function readFormat(text: string): Change | null {
  const match =
    /\b(mermaid|plant ?uml|ascii(?:[- ]art)?|text(?:ual)?(?=\b.*\b(?:diagram|description|format))|text)\b/i.exec(text);
  const isAbout = /\bdiagrams?\b|\bformat\b|^\s*(?:use|switch|change|prefer|draw)\b|\binstead of\b/i.test(text);
  if (!match || !isAbout) return null;
  const instead = /\binstead of (\w+)/i.exec(text)?.[1]?.toLowerCase() ?? '';
  const all = [...text.matchAll(/\bmermaid|\bplant ?uml|\bascii|\btext(?:ual)?\b/gi)].map(([one]) =>
    one.toLowerCase().replace(' ', ''),
  );
  const towards = /\bto (mermaid|plant ?uml|ascii|text)/i.exec(text)?.[1]?.toLowerCase().replace(' ', '');
  const word = towards ?? all.find((one) => !instead || !one.startsWith(instead.slice(0, 4))) ?? '';
  const format: DiagramFormat = word.startsWith('plant')
    ? 'plantuml'
    : word.startsWith('text')
      ? 'text'
      : word === 'ascii'
        ? 'ascii'
        : 'mermaid';
  const summary = `Diagrams are shown as ${format}.`;
  return { kind: 'diagram-format', section: null, summary, apply: (input) => ({ ...input, diagramFormat: format }) };
}

function readDetail(text: string): Change | null {
  const section = findSection(text.replace(/\b(?:high[- ]level )?(?:overview|summary)\b/gi, ' '));
  const where = section === null ? 'the document' : `“${titleOf(section)}”`;
  const level = /\bcomprehensive\b|\bin full\b|\beverything\b|\bdeep[- ]dive\b|\bimplementation[- ]ready\b/i.test(text)
    ? ('comprehensive' as const)
    : /\bstandard (?:detail|level)\b|\bstandard\b$/i.test(text)
      ? ('standard' as const)
      : /\bsimplif\w+|\b(?:high[- ]level|overview|condense\w*|shorten\w*|shorter|brief\w*|too (?:detailed|long|much))\b/i.test(
            text,
          )
        ? ('overview' as const)
        : null;
  if (level !== null)
    return {
      kind: 'detail',
      section,
      summary: `Level of detail of ${where}: ${level}.`,
      apply: setLevel(section, () => level),
    };
  const isMore =
    /\bmore (?:details?|depth|on|about|information)\b|\b(?:expand|elaborate|deepen|extend|detail)\b|\badd (?:more )?details?\b|\btoo (?:short|thin|shallow|vague)\b/i.test(
      text,
    );
  const isLess = /\bless (?:details?|about|on)\b|\bfewer details\b/i.test(text);
  if (!isMore && !isLess) return null;
  return {
    kind: 'detail',
    section,
    summary: `${isMore ? 'More' : 'Less'} detail on ${where}.`,
    apply: setLevel(section, (old) =>
      isMore ? (section === null ? levelBeside(old, 1) : 'comprehensive') : levelBeside(old, -1),
    ),
  };
}

function readSections(text: string, { messageId }: ChangeRequest): Change | null {
  const removal = /^(?:please )?(?:remove|drop|delete|omit|leave out|skip|cut|hide)\s+(?:the\s+|a\s+)?(.+)$/i.exec(
    text,
  );
  if (removal?.[1]) {
    const title = unquoted(removal[1].replace(/\bsections?\b.*$/i, ''));
    const section = findSection(title) ?? findSection(removal[1]);
    const own = (input: BaseInput) =>
      input.edits.added.filter((one) => one.title.toLowerCase() !== title.toLowerCase());
    if (!section && !/\bsection\b/i.test(removal[1])) return null;
    return {
      kind: 'remove-section',
      section,
      summary: `Section “${section ? titleOf(section) : title}” removed.`,
      apply: (input) =>
        own(input).length < input.edits.added.length || !section
          ? edit(input, { added: own(input) })
          : edit(input, { removed: [...new Set([...input.edits.removed, section])] }),
    };
  }
  const addition =
    /^(?:please )?(?:add|insert|include|restore|bring back)\s+(?:back\s+)?(?:an?\s+|the\s+)?(?:new\s+|extra\s+)?(.+)$/i.exec(
      text,
    )?.[1];
  if (!addition || /\b(?:details?|depth|information)\b/i.test(addition)) return null;
  const fresh =
    /^section\s+(?:called|titled|named|on|about|for)?\s*:?\s*(["“][^"”]+["”]|[^:,]+)(?:\s*(?::|,?\s*(?:saying|that says|with the text|with))\s*(.+))?$/i.exec(
      addition,
    );
  const title = unquoted(fresh?.[1] ?? addition.replace(/\bsection\b.*$/i, ''));
  const words = unquoted(fresh?.[2] ?? '');
  const section = words === '' ? findSection(title) : null;
  if (section) {
    const least = sectionKind(section)?.from ?? 'standard';
    return {
      kind: 'add-section',
      section,
      summary: `Section “${titleOf(section)}” shown.`,
      apply: setLevel(section, (old) => (least === 'comprehensive' ? least : old === 'overview' ? 'standard' : old)),
    };
  }
  if (!fresh || title === '') return null;
  return {
    kind: 'add-section',
    section: null,
    summary: `Section “${title}” added.`,
    apply: (input) =>
      edit(input, { added: [...input.edits.added, { title, text: words, messageId: messageId ?? '' }] }),
  };
}

function readWords(text: string, { messageId = '' }: ChangeRequest): Change | null {
  const quoted = '["“‘\'`]([^"”’\'`]+)["”’\'`]';
  const swap =
    new RegExp(`^(?:please )?(?:replace|change|rename)\\s+${quoted}\\s+(?:with|by|to|into)\\s+${quoted}`, 'i').exec(
      text,
    ) ??
    /^(?:please )?(?:replace|rename)\s+(?!the (?:project|document|system|design)\b)(\S+)\s+(?:with|by|to|into)\s+(\S+?)[.]?$/i.exec(
      text,
    );
  const [, from, to] = swap ?? [];
  if (from && to)
    return {
      kind: 'replace',
      section: null,
      summary: `“${from}” stands as “${to}”.`,
      apply: (input) => edit(input, { replacements: [...input.edits.replacements, { from, to, messageId }] }),
    };
  const renamed =
    /^(?:please )?(?:rename|retitle|call)\s+(?:the\s+)?(?:project|document|system|design|it|title)(?:\s+(?:from\s+.+\s+)?(?:to|as|into))?\s+(.+)$/i.exec(
      text,
    );
  const name = unquoted(renamed?.[1] ?? '').slice(0, 200);
  if (name !== '')
    return {
      kind: 'rename',
      section: null,
      summary: `The design is called “${name}”.`,
      apply: (input) => ({ ...input, project: { ...input.project, name } }),
    };
  return null;
}

function readAnswer(text: string, { messageId = '' }: ChangeRequest): Change | null {
  const explicit = /^(?:set\s+|answer\s+)?`?([a-z][a-z-]+)`?\s*(?::|=|\bto\b|\bis\b)\s*(.+)$/is.exec(text);
  const known = questionBank.find(({ id }) => id === explicit?.[1]?.toLowerCase());
  const id = known?.id ?? questionOf(text);
  if (!id) return null;
  const words = (known ? (explicit?.[2] ?? '') : text).trim();
  return {
    kind: 'answer',
    section: questionBank.find((one) => one.id === id)?.section ?? null,
    summary: `Answer to ${id}: “${words}”.`,
    apply: (input) => ({ ...input, answers: { ...input.answers, [id]: { text: words, messageId } } }),
  };
}

function readCorrection(text: string, { messageId = '' }: ChangeRequest): Change | null {
  const isCorrection =
    /^(?:please )?(?:correct|correction|fix|note that)\b|\bshould (?:be|say|read)\b|\b(?:is|are) (?:wrong|incorrect|not correct)\b|\b(?:is|are) not\b.+\bbut\b|^actually\b|\b(?:is|are) actually\b/i.test(
      text,
    );
  if (!isCorrection) return null;
  return {
    kind: 'correction',
    section: findSection(text),
    summary: `Corrected: “${text}”.`,
    apply: (input) => edit(input, { corrections: [...input.edits.corrections, { text, messageId }] }),
  };
}

/** The one change that a sentence asks for; null where it asks for none that is known. */
export function readChange(text: string, request: ChangeRequest): Change | null {
  return (
    readWords(text, request) ??
    readFormat(text) ??
    readSections(text, request) ??
    readDetail(text) ??
    readCorrection(text, request) ??
    readAnswer(text, request)
  );
}
