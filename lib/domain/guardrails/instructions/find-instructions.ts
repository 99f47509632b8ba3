import { findAll, type TextFinding, withoutOverlaps } from '../finding.ts';
import { hiddenCharacters, signs } from './signs.ts';

/** Signs within so many characters count together. */
const passageLength = 300;
/** From here on a passage is told as possible, and from the second on as one; weights of different signs add up as chances do. */
const possible = 0.5;
export const isInstructionFrom = 0.75;

/**
 * Passages of a text that give instructions to a model that reads it. They are quoted to people and never followed;
 * that none is found does not make a text an instruction.
 */
export function findInstructions(text: string): TextFinding[] {
  const marks = signs
    .flatMap(({ label, form, weight }) =>
      findAll(text, form, () => ({ kind: 'instruction', label, confidence: weight })),
    )
    .sort((left, right) => left.start - right.start);
  const hidden = findAll(text, hiddenCharacters, () => ({
    kind: 'instruction',
    label: 'hides text from readers',
    confidence: 1,
  }));
  const passages = groupNear(marks).flatMap((group) => {
    const byLabel = new Map(group.map((mark) => [mark.label, mark]));
    const confidence = 1 - [...byLabel.values()].reduce((rest, mark) => rest * (1 - mark.confidence), 1);
    const [first] = [...group].sort((left, right) => right.confidence - left.confidence);
    if (!first || confidence < possible) return [];
    const [start, end] = [Math.min(...group.map((mark) => mark.start)), Math.max(...group.map((mark) => mark.end))];
    return [{ kind: 'instruction' as const, label: first.label, start, end, confidence }];
  });
  return withoutOverlaps([...passages, ...hidden]);
}

function groupNear(marks: readonly TextFinding[]): TextFinding[][] {
  const groups: TextFinding[][] = [];
  for (const mark of marks) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    if (last && first && mark.start - first.start <= passageLength) last.push(mark);
    else groups.push([mark]);
  }
  return groups;
}
