import type { RuleModel } from '../project-types.ts';
import type { Bound } from './rule-template.ts';

function holds(value: number, { comparison, limit }: Bound): boolean {
  switch (comparison) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
  }
}

/** A number that all bounds allow, or else one that those bounds allow which refuse; undefined where those contradict each other. */
export function findNumber(rules: readonly RuleModel[], field: string): number | undefined {
  const bounds = rules.flatMap(({ duty, bound }) => (bound?.field === field ? [{ duty, bound }] : []));
  const limits = bounds.map(({ bound }) => bound.limit).sort((a, b) => a - b);
  const between = limits.slice(1).map((limit, index) => (limit + (limits[index] ?? limit)) / 2);
  const candidates = [12.5, ...limits, ...between, ...limits.flatMap((limit) => [limit - 1, limit + 1])];
  const refusing = bounds.filter(({ duty }) => duty === 'check');
  return (
    candidates.find((value) => bounds.every(({ bound }) => holds(value, bound))) ??
    candidates.find((value) => refusing.every(({ bound }) => holds(value, bound)))
  );
}

/** A region that all rules allow. */
export function findRegion(rules: readonly RuleModel[]): string | undefined {
  const lists = rules.flatMap(({ regions }) => (regions ? [regions] : []));
  return lists[0] === undefined ? 'local' : lists[0].find((region) => lists.every((list) => list.includes(region)));
}
