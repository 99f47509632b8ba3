/** A word as it stands in a text, with its place as [start, end) in UTF-16 units. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Numbers keep their points and commas; scripts that put no spaces between words come as runs. */
const pattern =
  /(?<run>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+)|\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** The words of a text in order. A run without spaces comes as its overlapping pairs, which is how such text is searched. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(pattern)) {
    const [found] = match;
    if (match.groups?.run === undefined)
      words.push({ text: found, start: match.index, end: match.index + found.length });
    else words.push(...pairsOf(found, match.index));
  }
  return words;
}

function pairsOf(run: string, start: number): Word[] {
  const letters: Word[] = [];
  let at = start;
  for (const letter of run) {
    letters.push({ text: letter, start: at, end: at + letter.length });
    at += letter.length;
  }
  if (letters.length < 2) return letters;
  return letters.slice(1).map((letter, index) => {
    const before = letters[index] ?? letter;
    return { text: before.text + letter.text, start: before.start, end: letter.end };
  });
}
