import type { Block } from '#lib/domain/document/extracted';

/** So much of a text tells its language; less than the least does not. In characters. */
const sampleCharacters = 1_000;
const leastCharacters = 60;

/** The language that a document is mostly written in, as ISO 639-1; null where there is too little text to tell. */
export async function languageOf(blocks: readonly Block[]): Promise<string | null> {
  let sample = '';
  for (const { kind, text } of blocks) {
    if (sample.length >= sampleCharacters) break;
    if (kind !== 'code') sample += `${text.slice(0, sampleCharacters)}\n`;
  }
  if (sample.replaceAll(/[^\p{L}]/gu, '').length < leastCharacters) return null;
  const { franc } = await import('franc-min');
  const found = franc(sample);
  if (found === 'und') return null;
  // ISO 639-3 becomes 639-1 where there is such a code, by the canonical form of language tags.
  const { language } = new Intl.Locale(found);
  return language.length === 2 ? language : null;
}
