import type { GuardrailKind } from './finding.ts';
import type { Masker } from './mask-text.ts';

/** Deeper values are left out: no record of ours nests so far. */
const deepest = 40;

export type GuardrailCounts = Readonly<Partial<Record<GuardrailKind, number>>>;

/** A JSON value with every text in it changed; keys, numbers and shape stay. */
function withTexts(value: unknown, change: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (depth > deepest) return null;
  if (Array.isArray(value)) return value.map((element) => withTexts(element, change, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [key, withTexts(element, change, depth + 1)]),
  );
}

/** Masks every text within a JSON value, and counts the places by kind. */
export function maskValue(
  value: unknown,
  masker: Masker,
): { readonly value: unknown; readonly counts: GuardrailCounts } {
  const counts: Partial<Record<GuardrailKind, number>> = {};
  const masked = withTexts(value, (original) => {
    const { text, findings } = masker.mask(original);
    for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1;
    return text;
  });
  return { value: masked, counts };
}

/** Puts back what the masker has masked, in every text within a JSON value. */
export function restoreValue(value: unknown, masker: Masker): unknown {
  return withTexts(value, (text) => masker.restore(text));
}
