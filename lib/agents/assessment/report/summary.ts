import { maturityName } from '#lib/domain/assessment/score';
import { shorten } from '../understanding/items.ts';
import type { ReportInput } from './report-input.ts';
import type { DimensionReport, Gap, Risk, Statement, UseCase } from './report-model.ts';

type Parts = {
  input: ReportInput;
  dimensions: readonly DimensionReport[];
  gaps: readonly Gap[];
  risks: readonly Risk[];
  useCases: readonly UseCase[];
};

/** A sentence about one answer, where there is one. */
function told(input: ReportInput, questionId: string, say: (value: string) => string): Omit<Statement, 'id'>[] {
  const value = input.value(questionId);
  return value === undefined ? [] : [{ text: say(value), sources: input.references([questionId]) }];
}

/** The goal in the words of the catalogue or the person's own; a mere number of it says nothing by itself. */
function goal(input: ReportInput): Omit<Statement, 'id'>[] {
  const answer = input.answer('business.goals.objectives');
  const isNamed = answer?.facts.some(({ kind }) => kind === 'practice' || kind === 'item' || kind === 'product');
  return told(input, 'business.goals.objectives', (value) =>
    isNamed || answer === undefined
      ? `The goal as stated: ${value}.`
      : `The goal as stated: “${shorten(answer.quote, 200)}”.`,
  );
}

function levels({ input, dimensions }: Parts): Omit<Statement, 'id'>[] {
  const overall = input.scores.overall;
  const known = dimensions.flatMap((dimension) =>
    dimension.level === null ? [] : [{ ...dimension, level: dimension.level }],
  );
  const ranked = known.toSorted((left, right) => right.level - left.level);
  const [strongest, weakest] = [ranked[0], ranked.at(-1)];
  const all = known.flatMap(({ summary }) => summary.sources);
  const scored =
    overall === null
      ? []
      : [{ text: `Overall readiness is ${overall.toFixed(1)} of 5 (${maturityName(overall)}).`, sources: all }];
  const unscored =
    overall === null
      ? [
          {
            text: 'Too few questions are answered for an overall level.',
            sources: dimensions.flatMap(({ summary }) => summary.sources),
          },
        ]
      : [];
  const contrast =
    strongest && weakest && strongest.id !== weakest.id && strongest.level !== weakest.level
      ? [
          {
            text: `The strongest dimension is ${strongest.id} (${strongest.level.toFixed(1)}), the weakest is ${weakest.id} (${weakest.level.toFixed(1)}).`,
            sources: [...strongest.summary.sources, ...weakest.summary.sources],
          },
        ]
      : [];
  return [...scored, ...unscored, ...contrast];
}

/** What a sponsor reads when reading nothing else. */
export function summarize(parts: Parts): Statement[] {
  const { input, gaps, risks, useCases } = parts;
  const [gap, risk, useCase] = [gaps[0], risks[0], useCases[0]];
  const statements: Omit<Statement, 'id'>[] = [
    ...levels(parts),
    ...goal(input),
    ...(useCase
      ? [
          {
            text: `The best first use case is: ${useCase.title} (value ${useCase.value}, feasibility ${useCase.feasibility}).`,
            sources: useCase.reasons.flatMap(({ sources }) => sources),
          },
        ]
      : []),
    ...(gap ? [{ text: `The gap to close first: ${gap.statement.text}`, sources: gap.statement.sources }] : []),
    ...(risk
      ? [{ text: `The gravest risk: ${risk.title}. ${risk.statement.text}`, sources: risk.statement.sources }]
      : []),
    ...told(input, 'commercial.budget.amount', (value) => `The budget as stated: ${value}.`),
    ...told(input, 'commercial.timeline.target', (value) => `A first result is wanted by: ${value}.`),
  ];
  return statements.map((statement, index) => ({
    id: `summary-${index + 1}`,
    text: statement.text,
    sources: [...new Set(statement.sources)],
  }));
}
