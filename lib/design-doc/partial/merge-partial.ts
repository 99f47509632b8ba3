import { note, type Section } from '../content.ts';
import type { DesignContext } from '../context.ts';
import type { PhasePart } from '../design-input.ts';
import { shortHash } from '../facts/claim-book.ts';
import { type PartialSection, partialName, readPartial } from './read-partial.ts';

function origin(context: DesignContext, id: string, { title, line }: PartialSection) {
  const name = partialName(context.input.partial ?? {});
  const text = `“${title}” as it stood in ${name}, line ${line}.`;
  const mark = context.claims.state(
    id,
    `partial ${line} ${title}`,
    [text],
    [{ kind: 'document', id: name, line, quote: title }],
    1,
  );
  return note('origin', text, mark);
}

/** Each section with the words of the partial design first, as they stood; what is added here comes after them. */
export function mergePartial(
  context: DesignContext,
  sections: readonly Section[],
  phase: PhasePart['phase'],
): Section[] {
  const { partial } = context.input;
  if (!partial) return [...sections];
  const parts = readPartial(partial.markdown);
  const merged = sections.map((section) => {
    const theirs = parts.filter((part) => part.section === section.id);
    if (theirs.length === 0) return section;
    const kept = theirs.flatMap((part) => [origin(context, section.id, part), ...part.blocks]);
    const ours = note('origin', 'What follows is added to it.');
    return { ...section, blocks: [...kept, ours, ...section.blocks] };
  });
  const foreign = phase === 'review' ? parts.filter(({ section }) => section === null) : [];
  return [
    ...merged,
    ...foreign.map((part): Section => {
      const id = `partial-${shortHash(`${part.line} ${part.title}`)}`;
      return { id, title: part.title, phase, blocks: [origin(context, id, part), ...part.blocks] };
    }),
  ];
}
