/** A number as a text states it: its possible values, each with the size of its last digit, and the words as they stand. */
export interface StatedNumber {
  readonly text: string;
  readonly readings: readonly { readonly value: number; readonly unit: number }[];
}

const scales: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
};

const words: readonly (readonly [string, number])[] = [
  ...['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'].map(
    (word, index) => [word, index + 2] as const,
  ),
  ...['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].map(
    (word, index) => [word, (index + 2) * 10] as const,
  ),
  ['dozen', 12],
  ['hundred', 100],
];
const wordValues: ReadonlyMap<string, number> = new Map(words);

const digits = /(?<![\p{L}\p{N}_.,])\d+(?:[.,'’\u00a0\u202f]\d+)*/u.source;
const scale = /(?:\s?(%|percent\b|thousand\b|million\b|billion\b|(?:k|mn?|bn?)\b))?/.source;
const numberPattern = new RegExp(`(${digits})${scale}`, 'giu');
const wordPattern = new RegExp(`\\b(${[...wordValues.keys()].join('|')})\\b`, 'gi');
/** `1. First`: where it stands in a list is no claim. */
const listMarker = /^[ \t]*\d{1,2}[.)][ \t]/gm;

/** The numbers that a text states. Those within names, such as `S3`, are none. */
export function numbersIn(text: string): StatedNumber[] {
  const plain = text.replaceAll(listMarker, ' ');
  const written = [...plain.matchAll(numberPattern)].map(([all, figure = '', suffix]) => ({
    text: all.trim(),
    readings: readingsOf(figure, suffix?.toLowerCase()),
  }));
  const spelled = [...plain.matchAll(wordPattern)].map(([word]) => ({
    text: word,
    readings: [{ value: wordValues.get(word.toLowerCase()) ?? 0, unit: 1 }],
  }));
  return [...written, ...spelled];
}

/** `1,200` is 1200 or 1.2, by where it was written; `25%` is 25 or 0.25; `12m` is 12 million, or 12 of something. */
function readingsOf(figure: string, suffix: string | undefined): StatedNumber['readings'] {
  const spellings = new Set([
    figure.replaceAll(/[,'’\u00a0\u202f]/g, ''),
    figure.replaceAll(/[.'’\u00a0\u202f]/g, '').replace(',', '.'),
  ]);
  return [...spellings].flatMap((spelling) => {
    const value = Number(spelling);
    if (!Number.isFinite(value)) return [];
    const unit = 10 ** -(spelling.split('.')[1]?.length ?? 0);
    return factorsOf(suffix).map((factor) => ({ value: value * factor, unit: unit * factor }));
  });
}

function factorsOf(suffix: string | undefined): readonly number[] {
  if (suffix === undefined) return [1];
  if (suffix === '%' || suffix === 'percent') return [1, 0.01];
  const factor = scales[suffix] ?? 1;
  return suffix.length > 2 ? [factor] : [1, factor];
}

/** How far a number may be from what it stands for, as a share. */
const roundingTolerance = 0.05;

/** Whether a stated number is one of the known ones, as it is or rounded to the digits that are given. */
export function isKnownNumber({ readings }: StatedNumber, known: readonly number[]): boolean {
  return readings.some(({ value, unit }) =>
    known.some((fact) => {
      const distance = Math.abs(Math.abs(fact) - value);
      const slack = 1e-9 * Math.max(1, value);
      return distance <= slack || (distance <= unit / 2 + slack && distance <= roundingTolerance * Math.abs(fact));
    }),
  );
}
