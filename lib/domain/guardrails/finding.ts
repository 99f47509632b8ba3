/** Data about a person that is masked. */
export const personalDataKinds = ['email', 'phone', 'iban', 'card', 'national_id'] as const;
export type PersonalDataKind = (typeof personalDataKinds)[number];

export const guardrailKinds = [...personalDataKinds, 'secret', 'instruction'] as const;
export type GuardrailKind = (typeof guardrailKinds)[number];

/** Something in a text that a guardrail is about: text from `start` up to `end`, in code units. */
export interface TextFinding {
  readonly kind: GuardrailKind;
  /** What exactly it is, such as `US social security number` or `AWS access key`. */
  readonly label: string;
  readonly start: number;
  readonly end: number;
  /** 1: a checksum or a fixed form says so; less: its surroundings do. */
  readonly confidence: number;
}

/** Looks at a text; what it finds may overlap with what others find. */
export type Detector = (text: string) => readonly TextFinding[];

/** The findings without overlaps: the surer one stays, of equals the longer one; in the order of the text. */
export function withoutOverlaps(findings: readonly TextFinding[]): TextFinding[] {
  const best = [...findings].sort(
    (left, right) =>
      right.confidence - left.confidence ||
      right.end - right.start - (left.end - left.start) ||
      left.start - right.start,
  );
  const kept: TextFinding[] = [];
  for (const finding of best) {
    if (kept.every(({ start, end }) => finding.end <= start || finding.start >= end)) kept.push(finding);
  }
  return kept.sort((left, right) => left.start - right.start);
}

/** Every match of an expression as a finding, unless `accept` refuses it; a group named `it` narrows the place. */
export function findAll(
  text: string,
  pattern: RegExp,
  accept: (
    match: string,
    place: { readonly start: number; readonly end: number },
  ) => Omit<TextFinding, 'start' | 'end'> | undefined,
): TextFinding[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const found = match.groups?.it ?? match[0];
    const start = match.index + match[0].indexOf(found);
    const place = { start, end: start + found.length };
    const accepted = accept(found, place);
    return accepted ? [{ ...accepted, ...place }] : [];
  });
}
