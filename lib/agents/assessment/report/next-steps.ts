import type { GapFinding } from './gaps.ts';
import { type Horizon, horizons, type NextStep, type Risk, type UseCase } from './report-model.ts';

const maximumGaps = 6;
const maximumRisks = 3;
/** More than four things at once is a wish, not a plan. */
const maximumAtOnce = 4;

const horizonOfGap = {
  high: 'within 30 days',
  medium: '30 to 90 days',
  low: '90 to 180 days',
} as const satisfies Record<string, Horizon>;

const laterHorizonOfGap = {
  high: '30 to 90 days',
  medium: '30 to 90 days',
  low: '90 to 180 days',
} as const satisfies Record<string, Horizon>;

/** What to do first: close the heaviest gaps, answer the gravest risks, pilot the best use case. */
export function planNextSteps(
  gaps: readonly GapFinding[],
  risks: readonly Risk[],
  useCases: readonly UseCase[],
): NextStep[] {
  const fromGaps = gaps
    .slice(0, maximumGaps)
    .flatMap(({ question, severity, statement }, index): Omit<NextStep, 'id'>[] => {
      if (question.remedy === undefined) return [];
      const horizon = index < maximumAtOnce ? horizonOfGap[severity] : laterHorizonOfGap[severity];
      return [{ action: question.remedy.action, owner: question.remedy.owner, horizon, reason: statement }];
    });
  const covered = new Set(fromGaps.flatMap(({ reason }) => reason.sources));
  const fromRisks = risks
    .filter(({ statement }) => statement.sources.some((source) => !covered.has(source)))
    .slice(0, maximumRisks)
    .map(
      ({ mitigation, owner, rating, statement }): Omit<NextStep, 'id'> => ({
        action: mitigation,
        owner,
        horizon: rating >= 9 ? 'within 30 days' : '30 to 90 days',
        reason: statement,
      }),
    );
  const [best] = useCases;
  const [why] = best?.reasons ?? [];
  const pilot: Omit<NextStep, 'id'>[] =
    best && why
      ? [
          {
            action: `Pilot: ${best.title}`,
            owner: 'Project manager',
            horizon: gaps.some(({ severity }) => severity === 'high') ? '90 to 180 days' : '30 to 90 days',
            reason: why,
          },
        ]
      : [];
  return [...fromGaps, ...fromRisks, ...pilot]
    .toSorted((left, right) => horizons.indexOf(left.horizon) - horizons.indexOf(right.horizon))
    .map((step, index) => ({ id: `N-${index + 1}`, ...step }));
}
