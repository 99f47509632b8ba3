import type { DesignSectionId } from '#lib/domain/design/section-ids';
import { shorten } from '../assessment/understanding/items.ts';
import { buildDesign } from './build-design.ts';
import { type DesignChanges, mergeChanges, noChanges } from './changes.ts';
import { DesignFacts } from './design-facts.ts';
import { readSettings } from './feedback/read-numbers.ts';
import { describeNamedSection, readParts } from './feedback/read-parts.ts';
import type { Design, DesignInput } from './schema.ts';
import { findWords } from './words.ts';

const maximumSentences = 30;
const maximumRequest = 4_000;
const sentenceLength = 200;

type OnSection = (section: DesignSectionId) => Promise<void>;
const quietly: OnSection = () => Promise.resolve();

/** What a design says, whatever it rests on. */
const contentOf = (design: Design) =>
  JSON.stringify(design, (key, value: unknown) => (key === 'sources' ? undefined : value));

type Revision = { design: Design; changes: DesignChanges; changed: string[]; notChanged: string[] };

/** Takes one sentence: what it changes is tried, and counts only where the design is another one after it. */
async function takeSentence(input: DesignInput, sentence: string, before: Revision): Promise<Revision> {
  const quoted = `“${shorten(sentence, sentenceLength)}”`;
  const words = findWords(new DesignFacts(input.report), before.changes.words);
  const settings = readSettings(sentence, words).map((reading) =>
    'refused' in reading ? reading : { changes: { words: reading.words }, says: reading.says },
  );
  const readings = [...settings, ...readParts(sentence, before.design, input.report.useCases)];
  const revision = { ...before, changed: [...before.changed], notChanged: [...before.notChanged] };
  if (readings.length === 0) {
    const reason =
      describeNamedSection(sentence, before.design) ?? 'nothing in it can be computed; it stands as a request';
    revision.notChanged.push(`${quoted}: ${reason}.`);
    return revision;
  }
  for (const reading of readings) {
    if ('refused' in reading) {
      revision.notChanged.push(`${quoted}: ${reading.refused}.`);
      continue;
    }
    const changes = mergeChanges(revision.changes, reading.changes);
    const design = await buildDesign(input, changes, quietly);
    if (contentOf(design) === contentOf(revision.design)) {
      revision.notChanged.push(`${quoted}: that ${reading.says} makes no difference to this design.`);
      continue;
    }
    revision.design = design;
    revision.changes = changes;
    revision.changed.push(`${quoted}: ${reading.says}.`);
  }
  return revision;
}

function splitSentences(text: string): string[] {
  return text
    .split(/(?<=[.!?;])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .slice(0, maximumSentences);
}

/** The design, revised by what an approver asked for as far as it can be computed; it tells what was done and what not. */
export async function reviseDesign(
  input: DesignInput,
  feedback: string | undefined,
  onSection: OnSection,
): Promise<Design> {
  const request = feedback?.trim() ?? '';
  if (request === '') return buildDesign(input, noChanges, onSection);
  const design = await buildDesign(input, noChanges, quietly);
  let revision: Revision = { design, changes: noChanges, changed: [], notChanged: [] };
  for (const sentence of splitSentences(request)) revision = await takeSentence(input, sentence, revision);
  const revised = await buildDesign(input, revision.changes, onSection);
  const { changed, notChanged } = revision;
  return { ...revised, feedback: { request: shorten(request, maximumRequest), changed, notChanged } };
}
