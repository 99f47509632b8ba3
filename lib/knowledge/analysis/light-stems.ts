/** Endings of inflection by language, after folding; the longest that leaves enough is taken off, once. */
const endings: Readonly<Record<string, readonly string[]>> = {
  de: ['ern', 'em', 'en', 'er', 'es', 'e', 'n', 's'],
  fr: ['aux', 'ees', 'ent', 'es', 'ee', 'er', 'ez', 'e', 's', 'x'],
  es: ['aciones', 'acion', 'iones', 'ion', 'es', 'os', 'as', 'o', 'a', 'e', 's'],
  it: ['azioni', 'azione', 'ioni', 'ione', 'i', 'e', 'o', 'a'],
  pt: ['acoes', 'acao', 'oes', 'ao', 'es', 'os', 'as', 'o', 'a', 'e', 's'],
  nl: ['heden', 'heid', 'en', 'e', 's'],
};
/** So many letters stay at least. */
const shortest = 4;

/** A word without the endings that its language inflects with; undefined for languages without a list. */
export function lightStem(word: string, language: string): string | undefined {
  const known = endings[language];
  if (!known) return undefined;
  const ending = known.find((candidate) => word.endsWith(candidate) && word.length - candidate.length >= shortest);
  return ending === undefined ? word : word.slice(0, -ending.length);
}
