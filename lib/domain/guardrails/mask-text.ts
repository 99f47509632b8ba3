import type { GuardrailKind, TextFinding } from './finding.ts';
import { withoutOverlaps } from './finding.ts';
import { findPersonalData } from './personal-data/find-personal-data.ts';
import { findSecrets } from './secrets/find-secrets.ts';

export interface MaskedText {
  readonly text: string;
  /** What was masked, where it stood in the original. */
  readonly findings: readonly TextFinding[];
}

/**
 * The text with data about people and secrets replaced by what they are, such as `[email 1]`; the same value gets the
 * same number, so that a reader still sees who is who. Only kinds in `kinds` are masked.
 */
export function maskText(text: string, kinds: readonly GuardrailKind[]): MaskedText {
  return createMasker(kinds).mask(text);
}

export interface Masker {
  mask(text: string): MaskedText;
  /** The text with what this masker has masked put back. */
  restore(text: string): string;
}

/** Masks several texts that belong together: numbers go on, and a value has the same in all of them. */
export function createMasker(kinds: readonly GuardrailKind[]): Masker {
  const numbers = new Map<string, number>();
  const originals = new Map<string, string>();
  const counts = new Map<GuardrailKind, number>();
  const wanted = new Set<GuardrailKind>(kinds);
  const nameOf = (kind: GuardrailKind, value: string): string => {
    const key = `${kind} ${value.replaceAll(/[\s()./-]/g, '').toLowerCase()}`;
    const known = numbers.get(key);
    const number = known ?? (counts.get(kind) ?? 0) + 1;
    if (known === undefined) {
      numbers.set(key, number);
      counts.set(kind, number);
    }
    const name = `[${kind} ${number}]`;
    if (!originals.has(name)) originals.set(name, value);
    return name;
  };
  return {
    mask(text) {
      const findings = findMaskable(text).filter(({ kind }) => wanted.has(kind));
      if (findings.length === 0) return { text, findings };
      let end = 0;
      const parts: string[] = [];
      for (const finding of findings) {
        parts.push(text.slice(end, finding.start), nameOf(finding.kind, text.slice(finding.start, finding.end)));
        end = finding.end;
      }
      parts.push(text.slice(end));
      return { text: parts.join(''), findings };
    },

    restore: (text) => text.replaceAll(/\[[a-z_]+ \d+\]/g, (name) => originals.get(name) ?? name),
  };
}

function findMaskable(text: string): TextFinding[] {
  return withoutOverlaps([...findPersonalData(text), ...findSecrets(text)]);
}
