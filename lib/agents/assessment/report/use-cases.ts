import { type TopicId, topicName } from '#lib/domain/assessment/dimensions';
import { any, atLeast, has, of } from '#lib/domain/assessment/fact-test';
import { questionsOf, type ReportInput } from './report-input.ts';
import type { Statement, UseCase } from './report-model.ts';
import { type UseCaseRule, useCaseCatalogue } from './use-case-catalogue.ts';

const candidates = 'business.process.candidates';
const objectives = 'business.goals.objectives';
const volume = 'business.value.volume';
const effort = 'business.value.effort';
const tolerance = 'governance.risk.tolerance';
const personalData = 'governance.compliance.personal-data';

/** What an unknown topic counts as: the middle, so that it neither helps nor hinders. */
const unknownLevel = 3;
const maximumUseCases = 6;

const isLarge = of(volume, atLeast('count', 1_000));
const isCostly = of(effort, any(atLeast('money', 100_000), atLeast('duration', 1.6), atLeast('count', 5)));
const clamp = (value: number) => Math.min(5, Math.max(1, Math.round(value * 10) / 10));

type Sum = { value: number; reasons: Omit<Statement, 'id'>[] };

function addIf(sum: Sum, condition: boolean, points: number, text: string, sources: readonly string[]): Sum {
  return condition ? { value: sum.value + points, reasons: [...sum.reasons, { text, sources }] } : sum;
}

/** How a kind of work came up: named first, named, thought of, or only seen in other answers. */
type Standing = 'first' | 'named' | 'considered' | 'seen';
const standingBonus = { first: 1, named: 1, considered: 0, seen: -0.5 } as const satisfies Record<Standing, number>;

const originOf = {
  first: 'You named it first',
  named: 'You named it',
  considered: 'You think of it',
  seen: 'Your answers show such work',
} as const satisfies Record<Standing, string>;

/** Volume and effort were asked about the work to start with, so they count for what was named first only. */
function standingOf(practice: string, input: ReportInput): Standing {
  const facts = input.answer(candidates)?.facts ?? [];
  const named = facts.filter((fact) => fact.kind === 'practice' && fact.presence !== 'absent');
  const own = named.find((fact) => fact.kind === 'practice' && fact.id === practice);
  if (own?.kind !== 'practice') return 'seen';
  if (own.presence === 'unsure') return 'considered';
  return own === named[0] ? 'first' : 'named';
}

function valueOf(
  rule: Pick<UseCaseRule, 'baseValue' | 'goals'>,
  origin: Omit<Statement, 'id'>,
  standing: Standing,
  input: ReportInput,
): Sum {
  let sum: Sum = { value: rule.baseValue + standingBonus[standing], reasons: [origin] };
  const goals = has(...rule.goals);
  sum = addIf(
    sum,
    rule.goals.length > 0 && input.holds(of(objectives, goals)),
    0.5,
    `It serves the goal: ${input.value(objectives)}.`,
    input.references([objectives]),
  );
  sum = addIf(
    sum,
    standing === 'first' && input.holds(isLarge),
    0.5,
    `The volume is large: ${input.value(volume)}.`,
    input.references([volume]),
  );
  return addIf(
    sum,
    standing === 'first' && input.holds(isCostly),
    0.5,
    `The effort of today is considerable: ${input.value(effort)}.`,
    input.references([effort]),
  );
}

function feasibilityOf(topics: readonly TopicId[], handlesPeople: boolean, input: ReportInput): Sum {
  const levels = topics.map((topic) => ({ topic, level: input.topicLevel(topic) }));
  const mean = levels.reduce((sum, { level }) => sum + (level ?? unknownLevel), 0) / Math.max(1, levels.length);
  const known = levels.filter(({ level }) => level !== null);
  const parts = levels.map(
    ({ topic, level }) => `${topicName(topic)} ${level === null ? 'unknown' : level.toFixed(1)}`,
  );
  const basis =
    known.length === 0
      ? {
          text: `Nothing is known yet of ${topics.map(topicName).join(', ')}: feasibility is assumed to be average.`,
          sources: input.unscored(topics),
        }
      : {
          text: `Feasibility rests on ${parts.join(', ')}.`,
          sources: input.references(input.scored(known.map(({ topic }) => topic)).map(({ questionId }) => questionId)),
        };
  let sum: Sum = { value: mean, reasons: [basis] };
  const isDangerous = handlesPeople && input.holds(of(tolerance, has('impact-safety')));
  sum = addIf(
    sum,
    isDangerous,
    -0.5,
    `A wrong result can harm people (${input.value(tolerance)}), so a person has to decide each case.`,
    input.references([tolerance]),
  );
  const isSensitive = handlesPeople && input.holds(of(personalData, has('health-data', 'payment-data')));
  return addIf(
    sum,
    isSensitive,
    -0.3,
    `It touches sensitive data: ${input.value(personalData)}.`,
    input.references([personalData]),
  );
}

function toUseCase(id: string, title: string, value: Sum, feasibility: Sum): UseCase {
  const [worth, ease] = [clamp(value.value), clamp(feasibility.value)];
  const reasons = [...value.reasons, ...feasibility.reasons].map((reason, index) => ({
    id: `use-case-${id}-${index + 1}`,
    ...reason,
  }));
  return {
    id: `U-${id}`,
    title,
    value: worth,
    feasibility: ease,
    priority: Math.round(worth * ease * 10) / 10,
    reasons,
  };
}

/** Ideas in the person's own words that no kind of the catalogue covers. */
function ownIdeas(input: ReportInput): UseCase[] {
  const items = input.answer(candidates)?.facts.filter((fact) => fact.kind === 'item') ?? [];
  return items.map((item, index) => {
    const origin = { text: 'You named it as a first process.', sources: input.references([candidates]) };
    const standing = index === 0 ? 'first' : 'named';
    const value = valueOf({ baseValue: 2, goals: [] }, origin, standing, input);
    const feasibility = feasibilityOf(['technical.data', 'technical.integration', 'business.process'], false, input);
    return toUseCase(`own-${index + 1}`, item.text, value, feasibility);
  });
}

/**
 * Use cases that the answers speak for, ranked by value times feasibility. A kind of work is listed when it was named
 * as a candidate or when other answers show that it exists.
 */
export function rankUseCases(input: ReportInput): UseCase[] {
  const known = useCaseCatalogue.flatMap((rule): UseCase[] => {
    const standing = standingOf(rule.practice, input);
    const isSeen = rule.alsoWhen !== undefined && input.holds(rule.alsoWhen);
    if (standing === 'seen' && !isSeen) return [];
    const seenIn = rule.alsoWhen === undefined ? [] : questionsOf(rule.alsoWhen);
    const sources = input.references(standing === 'seen' ? seenIn : [candidates]);
    const values = [...new Set(standing === 'seen' ? seenIn : [candidates])].flatMap((id) => input.value(id) ?? []);
    const origin = { text: `${originOf[standing]}: ${values.join('; ')}.`, sources };
    return [
      toUseCase(
        rule.id,
        rule.title,
        valueOf(rule, origin, standing, input),
        feasibilityOf(rule.topics, rule.handlesPeople, input),
      ),
    ];
  });
  return [...known, ...ownIdeas(input)]
    .toSorted((left, right) => right.priority - left.priority)
    .slice(0, maximumUseCases);
}
