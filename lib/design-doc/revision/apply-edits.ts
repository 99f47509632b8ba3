import type { Inline, Phrase, Section } from '../content.ts';
import { mapPhrases, note, paragraph } from '../content.ts';
import type { DesignInput, PhasePart } from '../design-input.ts';
import { shortHash } from '../facts/claim-book.ts';
import { findSection } from './find-section.ts';

type Claims = PhasePart['claims'];

/** Replaced words in text and code, never in markers or links. */
function replaceIn(part: Inline, from: string, to: string): Inline {
  if (typeof part === 'string') return part.replaceAll(from, to);
  if ('code' in part) return { code: part.code.replaceAll(from, to) };
  return 'strong' in part ? { strong: part.strong.replaceAll(from, to) } : part;
}

const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}_-]{3,}/gu) ?? []);

/** The claim that a correction is most likely about: it names the same element and shares the most words. */
function claimOf(text: string, claims: Claims): Claims[number] | null {
  const words = wordsOf(text);
  const scored = claims
    .filter(({ about }) => about)
    .map((claim) => {
      const element = claim.about?.element.split(/[:|]/).filter((part) => part !== '') ?? [];
      const names = element.slice(1).some((name) => words.has(name.toLowerCase()));
      const shared = [...wordsOf(claim.text)].filter((word) => words.has(word)).length;
      return { claim, score: names ? shared : 0 };
    })
    .toSorted((one, other) => other.score - one.score);
  const best = scored[0];
  return best && best.score >= 2 ? best.claim : null;
}

/**
 * What people changed by hand: replaced words, corrections beside what they correct, and sections of their own. The
 * source's word is never removed: a reviewer sees both.
 */
export function applyEdits(part: PhasePart, input: DesignInput): PhasePart {
  const { replacements = [], corrections = [], added = [] } = input.edits ?? {};
  let sections = [...part.sections];
  const claims = [...part.claims];
  for (const { from, to } of replacements)
    if (part.phase !== 'review' || from !== '')
      sections = sections.map((section) =>
        section.id === 'revision-history'
          ? section
          : mapPhrases(section, (phrase) => phrase.map((one) => replaceIn(one, from, to))),
      );
  for (const { text, messageId } of corrections) {
    const claim = claimOf(text, part.claims);
    const target = claim?.section ?? findSection(text);
    if (!sections.some(({ id }) => id === target)) continue;
    const id = `c${shortHash(`correction\n${target}\n${text}\n${messageId}`)}`;
    claims.push({
      id,
      section: target ?? '',
      text: `Corrected by a person: ${text}`,
      sources: [{ kind: 'answer', id: `request ${messageId}`.trim(), quote: text }],
      confidence: 1,
    });
    const beside: Phrase = claim
      ? ['Corrected by a person: ', text, { cite: id }, ' The source says: ', claim.text, { cite: claim.id }]
      : ['Corrected by a person: ', text, { cite: id }];
    sections = sections.map((section) =>
      section.id === target ? { ...section, blocks: [...section.blocks, note('warning', ...beside)] } : section,
    );
  }
  const own = added.map(
    ({ title, text }): Section => ({
      id: `added-${shortHash(title)}`,
      title,
      phase: part.phase,
      blocks: text === '' ? [note('input', 'What is to stand here?')] : [paragraph(text)],
    }),
  );
  return { ...part, claims, sections: part.phase === 'review' ? [...sections, ...own] : sections };
}
