import type { StepArtifact } from './step-record.ts';
import type { StepView } from './step-view.ts';

/** What one run made of a step or branch; `output` is its JSON text, or names where a large one lies. */
export interface ComparedStep {
  readonly view: StepView;
  readonly output: string | null;
  readonly artifacts: readonly (StepArtifact & { readonly sha256?: string | undefined })[];
}

/** `unknown` where one of the two made no output, or none that can be told apart. */
export type OutputDifference = 'same' | 'different' | 'unknown';

export interface ComparedRow {
  readonly key: string;
  readonly title: string;
  readonly left: ComparedStep | undefined;
  readonly right: ComparedStep | undefined;
  readonly output: OutputDifference;
}

/** Two runs side by side, step by step in the left one's order; what only the right one has comes last. */
export function compareRuns(left: readonly ComparedStep[], right: readonly ComparedStep[]): ComparedRow[] {
  const byKey = new Map(right.map((step) => [step.view.key, step]));
  const shared = new Set(left.map(({ view }) => view.key));
  return [
    ...left.map((step) => rowOf(step, byKey.get(step.view.key))),
    ...right.filter(({ view }) => !shared.has(view.key)).map((step) => rowOf(undefined, step)),
  ];
}

function rowOf(left: ComparedStep | undefined, right: ComparedStep | undefined): ComparedRow {
  const view = left?.view ?? right?.view;
  return { key: view?.key ?? '', title: view?.title ?? '', left, right, output: differenceOf(left, right) };
}

function differenceOf(left: ComparedStep | undefined, right: ComparedStep | undefined): OutputDifference {
  if (!left || !right || left.output === null || right.output === null) return 'unknown';
  return left.output === right.output ? 'same' : 'different';
}
