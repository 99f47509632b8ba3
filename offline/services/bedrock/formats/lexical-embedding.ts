/**
 * Embeds a text in `dimensions` numbers. The vector is **lexical**: words, pairs of neighbouring words and the trigrams
 * of words are hashed into dimensions with a sign (feature hashing), so texts that share words are near each other and
 * the same text always gives the same vector. It knows nothing of meaning: synonyms and translations are far apart,
 * which the real models' vectors are not, and its numbers are not theirs.
 */
export function embedText(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const [feature, weight] of features(text)) {
    const hash = fnv1a(feature);
    const index = (hash >>> 1) % dimensions;
    vector[index] = (vector[index] ?? 0) + (hash & 1 ? weight : -weight);
  }
  return vector;
}

/** The vector at length one. */
export function normalize(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? [...vector] : vector.map((value) => value / length);
}

const [WORD, PAIR, TRIGRAM] = [1, 0.5, 0.25];

function* features(text: string): Generator<[feature: string, weight: number]> {
  const folded = text.normalize('NFKC').toLowerCase();
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [folded];
  for (const [index, word] of words.entries()) {
    yield [`word ${word}`, WORD];
    const next = words[index + 1];
    if (next !== undefined) yield [`pair ${word} ${next}`, PAIR];
    const edged = ` ${word} `;
    for (let start = 0; start + 3 <= edged.length; start++) yield [`part ${edged.slice(start, start + 3)}`, TRIGRAM];
  }
}

/** FNV-1a, 32 bits, with a last mixing step: its low bits alone are too regular to choose a sign by. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
