/** A JSON number with its text, for rules that must not lose digits to a double. */
export class JsonNumber {
  readonly text: string;
  readonly value: number;
  /** Sign, digits without leading and trailing zeros, and exponent: equal for equal numbers. */
  readonly canonical: string;

  constructor(text: string) {
    this.text = text;
    this.value = Number(text);
    this.canonical = canonicalNumber(text);
  }

  /** -1, 0 or 1. Doubles decide; where they are equal, the digits. */
  static compare(a: JsonNumber, b: JsonNumber): -1 | 0 | 1 {
    if (a.value !== b.value) return a.value < b.value ? -1 : 1;
    if (a.canonical === b.canonical) return 0;
    return exactOrder(a.canonical, b.canonical);
  }
}

export type Json = string | boolean | null | JsonNumber | readonly Json[] | { readonly [name: string]: Json };

/** Parses JSON with numbers kept exact. @throws SyntaxError */
export function parseJson(text: string): Json {
  const revive = (_name: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && context?.source !== undefined ? new JsonNumber(context.source) : value;
  return JSON.parse(text, revive) as Json;
}

function canonicalNumber(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  const power = Number(exponent) - fraction.length + (digits.length - kept.length);
  return `${sign}${kept}e${power}`;
}

function exactOrder(a: string, b: string): -1 | 1 {
  const [x, y] = [a, b].map((canonical) => {
    const [digits = '0', power = '0'] = canonical.split('e');
    return { digits: BigInt(digits), power: Number(power) };
  });
  if (!x || !y) return 1;
  const least = Math.min(x.power, y.power);
  // Equal as doubles, hence of like magnitude: the powers are close to each other.
  const left = x.digits * 10n ** BigInt(x.power - least);
  const right = y.digits * 10n ** BigInt(y.power - least);
  return left < right ? -1 : 1;
}
