import type { Token } from './lexer.ts';

/** A number as it stands in a text, words and multipliers resolved. `end` is exclusive. */
export type Amount = {
  value: number;
  start: number;
  end: number;
  isVague: boolean;
  isWord: boolean;
  multiplier: number;
};

const numberWords = new Map<string, number>(
  Object.entries({
    zero: 0,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    thirteen: 13,
    fourteen: 14,
    fifteen: 15,
    sixteen: 16,
    seventeen: 17,
    eighteen: 18,
    nineteen: 19,
    twenty: 20,
    thirty: 30,
    forty: 40,
    fifty: 50,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
  }),
);

const multipliers = new Map<string, number>(
  Object.entries({
    hundred: 100,
    thousand: 1e3,
    k: 1e3,
    tsd: 1e3,
    grand: 1e3,
    million: 1e6,
    mio: 1e6,
    mn: 1e6,
    mil: 1e6,
    mm: 1e6,
    billion: 1e9,
    bn: 1e9,
    mrd: 1e9,
    dozen: 12,
    lakh: 1e5,
    crore: 1e7,
  }),
);

/** "Hundreds of", "thousands of": no less than that many. */
const vagueWords = new Map<string, number>(
  Object.entries({ hundreds: 100, thousands: 1e3, millions: 1e6, billions: 1e9, dozens: 24 }),
);

const lowerAt = (tokens: readonly Token[], index: number) => tokens[index]?.lower ?? '';

/** The multiplier at a token: `k` and `thousand` anywhere, `m` and `b` only attached to the number or after a currency. */
function multiplierAt(tokens: readonly Token[], index: number, isMoney: boolean): number | undefined {
  const word = lowerAt(tokens, index);
  const isAttached = tokens[index]?.start === tokens[index - 1]?.end;
  if ((word === 'm' || word === 'b') && (isAttached || isMoney)) return word === 'm' ? 1e6 : 1e9;
  return multipliers.get(word);
}

function withMultipliers(tokens: readonly Token[], amount: Amount, isMoney: boolean): Amount {
  let { end, multiplier } = amount;
  for (
    let next = multiplierAt(tokens, end, isMoney);
    next !== undefined && end - amount.end < 2;
    next = multiplierAt(tokens, end, isMoney)
  ) {
    multiplier *= next;
    end += 1;
  }
  return { ...amount, value: amount.value * multiplier, multiplier, end };
}

/** Small phrases: "a dozen", "half a million", "a couple of", "twenty-five", "tens of thousands". */
function phraseAt(tokens: readonly Token[], index: number): Amount | undefined {
  const [first, second, third] = [lowerAt(tokens, index), lowerAt(tokens, index + 1), lowerAt(tokens, index + 2)];
  const amount = (value: number, length: number, isVague = false): Amount => ({
    value,
    start: index,
    end: index + length,
    isVague,
    isWord: true,
    multiplier: 1,
  });
  const scale = multipliers.get(second);
  if ((first === 'a' || first === 'an') && scale !== undefined && second.length > 3) return amount(scale, 2);
  if (first === 'half' && (second === 'a' || second === 'an')) {
    const scaleOfHalf = multipliers.get(third);
    return scaleOfHalf === undefined ? amount(0.5, 2) : amount(scaleOfHalf / 2, 3);
  }
  if ((first === 'just' || first === 'only') && second === 'me') return amount(1, 2);
  if (first === 'a' && second === 'couple') return amount(2, third === 'of' ? 3 : 2, true);
  if (first === 'tens' && second === 'of' && vagueWords.has(third))
    return amount(10 * (vagueWords.get(third) ?? 0), 3, true);
  const vague = vagueWords.get(first);
  if (vague !== undefined) return amount(vague, second === 'of' ? 2 : 1, true);
  const tens = numberWords.get(first);
  if (tens === undefined) return undefined;
  const units = second === '-' ? numberWords.get(third) : numberWords.get(second);
  if (tens >= 20 && units !== undefined && units > 0 && units < 10) return amount(tens + units, second === '-' ? 3 : 2);
  return amount(tens, 1);
}

/** The number that begins at a token, if one does. */
export function readAmount(tokens: readonly Token[], index: number, isMoney: boolean): Amount | undefined {
  const token = tokens[index];
  if (token === undefined) return undefined;
  if (token.kind === 'number') {
    if (!Number.isFinite(token.value) || token.value > 1e15) return undefined;
    return withMultipliers(
      tokens,
      { value: token.value, start: index, end: index + 1, isVague: false, isWord: false, multiplier: 1 },
      isMoney,
    );
  }
  const phrase = phraseAt(tokens, index);
  return phrase ? withMultipliers(tokens, phrase, isMoney) : undefined;
}
