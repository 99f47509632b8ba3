import { has, of } from '#lib/domain/assessment/fact-test';
import type { UseCase } from '../assessment/report/report-model.ts';
import type { DesignFacts } from './design-facts.ts';
import { ask } from './questions.ts';
import { findPlace } from './regions.ts';
import { ownPattern, type UseCasePattern, useCasePatterns } from './use-case-patterns.ts';

/** What a word of the catalogue stands for, and the answers that it follows from. */
export type Word = { value: string | number; sources: readonly string[] };
export type Words = Map<string, Word>;

/** Working days of a month and working hours of a day, and how far a peak hour is above the mean. */
const calendar = { daysPerMonth: 21, hoursPerDay: 8, peak: 3 };
const daysOf = { day: 1, week: 7, month: 30, year: 365 } as const;
const monthsOf = { day: 21, week: 52 / 12, month: 1, year: 1 / 12 } as const;

/** For how many days records of what happened must be kept, by the law that says so; a law is told by practice or by its name. */
const logLaws: readonly { practice: string; named?: RegExp; days: number; law: string }[] = [
  { practice: 'hipaa', days: 2_190, law: 'HIPAA, 45 CFR 164.316(b)(2)(i), six years' },
  { practice: 'financial-regulation', named: /\bPSD ?2\b/i, days: 1_827, law: 'PSD2, Article 21, five years' },
  { practice: 'financial-regulation', named: /\bMiFID/i, days: 1_827, law: 'MiFID II, Article 16(7), five years' },
  {
    practice: 'financial-regulation',
    named: /\b(?:AML|AMLD|money laundering)\b/i,
    days: 1_827,
    law: 'Directive (EU) 2015/849, Article 40, five years',
  },
  { practice: 'pci-dss', days: 365, law: 'PCI DSS 10.5.1, twelve months' },
  { practice: 'eu-ai-act', days: 183, law: 'EU AI Act, Article 26(6), six months for high-risk systems' },
];

export const approvers =
  /\b(physician|doctor|nurse|pharmacist|clinician|analyst|underwriter|case worker|clerk|accountant|controller|adjuster|lawyer|engineer|team lead|supervisor|dispatcher|planner|editor|officer|manager|specialist|agent|expert)s?\b/i;

const outsideUnion = new Set(['eu-central-2', 'eu-west-2']);

const statedPeriod = /\b(\d{1,3})\s*(day|week|month|year)s?\b/i;

/** The use case to design: the first of the report's ranking, or the one that was asked for. */
export function chooseUseCase(facts: DesignFacts, wanted?: string): UseCase | undefined {
  const { useCases } = facts.report;
  return useCases.find(({ id }) => id === wanted) ?? useCases[0];
}

export function patternOf(useCase: UseCase): UseCasePattern {
  return useCasePatterns.find(({ id }) => `U-${id}` === useCase.id) ?? ownPattern;
}

/** Cases a month where a volume was stated with its period; a number without one is taken for a month, as was asked. */
function monthlyCases(facts: DesignFacts): number | undefined {
  const fact = facts.facts(ask.volume, 'count')[0];
  return fact && Math.max(1, Math.round(fact.value * monthsOf[fact.per ?? 'month']));
}

function addUseCase(words: Words, facts: DesignFacts, useCase: UseCase, asked: string | number | undefined): void {
  const pattern = patternOf(useCase);
  const sources = [useCase.id, ...facts.references([ask.candidates])];
  const [one, many] = pattern.noun;
  const entries = {
    title: useCase.title,
    pattern: pattern.id,
    agentName: pattern.agent,
    agentPurpose: pattern.purpose,
    case: one,
    cases: many,
    Case: one.charAt(0).toUpperCase() + one.slice(1),
    agent: `${pattern.id}-agent`,
    store: `${pattern.id}-store`,
    entity: one.replaceAll(' ', '-'),
    inputTokens: pattern.tokens.input,
    outputTokens: pattern.tokens.output,
    priority: useCase.priority,
  };
  for (const [name, value] of Object.entries(entries)) words.set(name, { value, sources });
  const task = asked ?? pattern.task;
  words.set(task === 'writing' ? 'writingTask' : 'readingTask', {
    value: pattern.id,
    sources: asked ? ['feedback'] : sources,
  });
  if (pattern.direction === 'both') words.set('writesBack', { value: 'yes', sources });
}

function addVolume(words: Words, facts: DesignFacts, asked: number | undefined): void {
  const cases = asked ?? monthlyCases(facts);
  if (cases === undefined) return;
  const sources = asked === undefined ? facts.references([ask.volume]) : ['feedback'];
  const perHour = cases / calendar.daysPerMonth / calendar.hoursPerDay;
  words.set('casesPerMonth', { value: cases, sources });
  words.set('perHour', { value: Math.round(perHour * 10) / 10, sources });
  words.set('limitPerHour', { value: Math.max(1, Math.ceil(perHour * calendar.peak)), sources });
}

function addEffort(words: Words, facts: DesignFacts): void {
  const sources = facts.references([ask.effort]);
  const people = facts.facts(ask.effort, 'count')[0]?.value;
  const effort = facts.facts(ask.effort, 'duration')[0];
  if (people !== undefined) words.set('people', { value: people, sources });
  if (people !== undefined && effort?.per) {
    const hours = Math.round(effort.value * 24 * people * monthsOf[effort.per]);
    words.set('hoursPerMonth', { value: hours, sources });
    const share = facts.facts(ask.objectives, 'percentage')[0]?.value;
    if (share !== undefined) {
      const both = facts.references([ask.effort, ask.objectives]);
      words.set('hoursToSave', { value: Math.round((hours * share) / 100), sources: both });
    }
  }
  const affected = facts.facts(ask.change, 'count')[0];
  if (affected) words.set('users', { value: affected.value, sources: facts.references([ask.change]) });
  else if (people !== undefined) words.set('users', { value: people, sources });
}

function addOversight(words: Words, facts: DesignFacts): void {
  const sources = facts.references([ask.oversight]);
  const role = approvers.exec(facts.quote(ask.oversight))?.[1]?.toLowerCase();
  if (role) words.set('approver', { value: role, sources });
  words.set('role', { value: role ?? 'approver', sources });
  words.set('approvals', { value: 1, sources });
  const share = facts.facts(ask.oversight, 'percentage')[0]?.value;
  const isSampled = facts.holds(of(ask.oversight, has('sampling-review')));
  if (isSampled && share !== undefined && share > 0 && share < 100)
    words.set('samplePercent', { value: share, sources });
  const tolerance = facts.references([ask.tolerance]);
  if (tolerance.length > 0) {
    const isGrave = facts.holds(of(ask.tolerance, has('impact-safety', 'impact-legal', 'impact-financial')));
    words.set('confidence', { value: isGrave ? 0.9 : 0.8, sources: tolerance });
  }
  const loss = facts.facts(ask.tolerance, 'money')[0];
  if (loss) words.set('lossLimit', { value: loss.value, sources: tolerance });
}

function addData(words: Words, facts: DesignFacts): void {
  const complete = facts.facts(ask.quality, 'percentage')[0]?.value;
  if (complete !== undefined) words.set('completeness', { value: complete, sources: facts.references([ask.quality]) });
  const count = facts.facts(ask.systems, 'count')[0]?.value;
  const named = facts.facts(ask.systems, 'product').filter(({ presence }) => presence !== 'absent').length;
  if (count !== undefined && count > named) {
    words.set('unnamedSystems', { value: count - named, sources: facts.references([ask.systems]) });
  }
  const residency = facts.quote(ask.residency);
  const place = facts.holds(of(ask.residency, has('data-residency'))) ? findPlace(residency) : undefined;
  if (place) {
    const sources = facts.references([ask.residency]);
    words.set('place', { value: place.name, sources });
    if (place.regions[0]) {
      words.set('region', { value: place.regions[0], sources });
      words.set('regions', { value: place.regions.join(', '), sources });
      // Regional inference profiles of a single country of the Union span the Union.
      if (place.regions.length === 1 && place.regions[0].startsWith('eu-') && !outsideUnion.has(place.regions[0]))
        words.set('inferenceArea', { value: 'the European Union', sources });
    }
  }
}

function addRetention(words: Words, facts: DesignFacts): void {
  const law = logLaws
    .filter(
      ({ practice, named }) =>
        facts.holds(of(ask.regulations, has(practice))) && (named?.test(facts.quote(ask.regulations)) ?? true),
    )
    .toSorted((left, right) => right.days - left.days)[0];
  if (law) {
    const sources = facts.references([ask.regulations]);
    words.set('logDays', { value: law.days, sources });
    words.set('logLaw', { value: law.law, sources });
  }
  const policy = facts.holds(of(ask.dataPolicy, has('retention-policy'))) ? facts.quote(ask.dataPolicy) : '';
  const [, number, unit] = statedPeriod.exec(policy) ?? [];
  const days = unit === undefined ? 0 : Number(number) * daysOf[asPeriod(unit)];
  if (days > 0 && days <= 36_500) {
    words.set('statedDays', { value: days, sources: facts.references([ask.dataPolicy]) });
    words.set('caseDays', { value: days, sources: facts.references([ask.dataPolicy]) });
  } else if (facts.holds(of(ask.personalData, has('personal-data', 'health-data', 'payment-data')))) {
    words.set('proposedDays', { value: 30, sources: facts.references([ask.personalData]) });
    words.set('caseDays', { value: 30, sources: facts.references([ask.personalData]) });
  }
}

function asPeriod(unit: string): keyof typeof daysOf {
  const period = unit.toLowerCase();
  return period === 'day' || period === 'week' || period === 'month' ? period : 'year';
}

/** What approvers changed: it takes the place of what follows from the answers. */
export type WordChanges = Readonly<Record<string, string | number>>;

/** Every word that the facts give a value to. A word that they do not is absent, never guessed. */
export function findWords(facts: DesignFacts, changes: WordChanges = {}): Words {
  const words: Words = new Map();
  const useCase = chooseUseCase(facts, String(changes.useCase ?? ''));
  if (useCase) addUseCase(words, facts, useCase, changes.task);
  addVolume(words, facts, typeof changes.casesPerMonth === 'number' ? changes.casesPerMonth : undefined);
  addEffort(words, facts);
  addOversight(words, facts);
  addData(words, facts);
  addRetention(words, facts);
  for (const [name, value] of Object.entries(changes)) words.set(name, { value, sources: ['feedback'] });
  return words;
}
