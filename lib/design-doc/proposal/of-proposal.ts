import { mapPhrases, type Section } from '../content.ts';
import type { DesignInput } from '../design-input.ts';

/** How sections speak of a source, and how they do of a proposal. */
const words: readonly (readonly [RegExp, string])[] = [
  [/\b(?:in|of) the code that was read\b/g, 'in the proposal'],
  [/\bthe code that was read\b/g, 'the proposal'],
  [/\bin the source\b/g, 'in the proposal'],
  [/\bof the source\b/g, 'of the proposal'],
  [/\bthe source\b/g, 'the proposal'],
  [/\bThe source\b/g, 'The proposal'],
  [/\bwere found\b/g, 'are proposed'],
];

/** A section that nothing was read for: it speaks of a proposal. What people said stays as they said it. */
export function ofProposal(section: Section, { answers, documents }: DesignInput): Section {
  const said = new Set([
    ...Object.values(answers).map(({ text }) => text.trim()),
    ...documents.map(({ quote }) => quote.trim()),
  ]);
  return mapPhrases(section, (phrase) =>
    phrase.map((part) =>
      typeof part !== 'string' || said.has(part)
        ? part
        : words.reduce((text, [from, to]) => text.replace(from, to), part),
    ),
  );
}
