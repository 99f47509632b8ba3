import { parseKey } from '../run/step-key.ts';
import type { StepView } from './step-view.ts';

/** What one run made of a step or branch; `output` is its JSON text, of a large one in the bucket its checksum. */
export interface ComparedStep {
  readonly view: StepView;
  readonly output: string | null;
  /** Where a large one lies. */
  readonly outputKey: string | null;
}

/** `unknown` where only one of the two made an output, `none` where neither did. */
export type OutputDifference = 'same' | 'different' | 'unknown' | 'none';

export interface ComparedRow {
  readonly key: string;
  readonly title: string;
  readonly left: ComparedStep | undefined;
  readonly right: ComparedStep | undefined;
  readonly output: OutputDifference;
}

/**
 * Two runs side by side, step by step in the left one's order; what only the right one has comes last. A fan-out
 * differs where one of its branches does; branches that are the same are left out.
 */
export function compareRuns(left: readonly ComparedStep[], right: readonly ComparedStep[]): ComparedRow[] {
  const rows = alignSteps(left, right);
  const branches = Map.groupBy(rows.filter(isBranch), ({ key }) => parseKey(key).stepId);
  return rows
    .map((row) => (branches.has(row.key) ? { ...row, output: differenceOfAll(branches.get(row.key) ?? []) } : row))
    .filter((row) => !isBranch(row) || row.output !== 'same');
}

const isBranch = ({ key }: ComparedRow): boolean => parseKey(key).branch !== undefined;

function differenceOfAll(branches: readonly ComparedRow[]): OutputDifference {
  const kinds = ['different', 'unknown', 'same'] as const;
  return kinds.find((kind) => branches.some(({ output }) => output === kind)) ?? 'none';
}

function alignSteps(left: readonly ComparedStep[], right: readonly ComparedStep[]): ComparedRow[] {
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
  const [a, b] = [left?.output ?? null, right?.output ?? null];
  if (a === null && b === null) return 'none';
  if (a === null || b === null) return 'unknown';
  return a === b ? 'same' : 'different';
}
