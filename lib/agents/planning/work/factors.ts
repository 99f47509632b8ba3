import {
  all,
  any,
  atLeast,
  below,
  type FactTest,
  has,
  lacks,
  not,
  of,
  polarity,
} from '#lib/domain/assessment/fact-test';
import type { ReportFacts } from '../report-facts.ts';
import type { Topic } from './draft-task.ts';

/** What an answer does to the estimates of some topics; `spread` stretches the pessimistic point further. */
export type Factor = { factor: number; spread?: number; reason: string; sources: string[] };

type Effect = { factor: number; spread?: number; reason: string };
type FactorRule = {
  topics: readonly Topic[];
  /** Whose answers the reason rests on. */
  questions: readonly string[];
  effect(report: ReportFacts): Effect | undefined;
};

const on = (topics: readonly Topic[], questions: readonly string[], effect: FactorRule['effect']): FactorRule => ({
  topics,
  questions,
  effect,
});

/** Fixed effect of a condition over the answers. */
const when = (topics: readonly Topic[], question: string, test: FactTest, effect: Effect): FactorRule =>
  on(topics, [question], (report) => (report.holds(of(question, test)) ? effect : undefined));

/** Effect of a topic's maturity: slower up to level 2, faster from level 4.5. */
const maturity = (
  topics: readonly Topic[],
  topic: string,
  questions: readonly string[],
  { slow, fast, name }: { slow: number; fast: number; name: string },
): FactorRule =>
  on(topics, questions, (report) => {
    const level = report.topicLevel(topic);
    if (level === null) return undefined;
    if (level <= 2) return { factor: slow, spread: 1.1, reason: `${name}: maturity ${level} of 5` };
    return level >= 4.5 ? { factor: fast, reason: `${name}: maturity ${level} of 5` } : undefined;
  });

const laws = [
  'gdpr',
  'hipaa',
  'eu-ai-act',
  'pci-dss',
  'dora',
  'nis2',
  'mdr',
  'financial-regulation',
  'public-sector-rules',
];
const round = (value: number) => Math.round(value * 100) / 100;

const factorRules: readonly FactorRule[] = [
  maturity(['build', 'agent'], 'technical.skills', ['technical.skills.team', 'technical.skills.training'], {
    slow: 1.3,
    fast: 0.85,
    name: 'Skills of the team',
  }),
  when(
    ['build', 'agent'],
    'technical.skills.team',
    any(lacks('data-scientists', 'data-engineers'), below('count', 5, 'people', 'specialists')),
    {
      factor: 1.15,
      spread: 1.1,
      reason: 'Few people or no specialists for data and models',
    },
  ),
  maturity(
    ['infrastructure'],
    'technical.infrastructure',
    ['technical.infrastructure.hosting', 'technical.infrastructure.automation', 'technical.infrastructure.ai'],
    { slow: 1.4, fast: 0.8, name: 'Infrastructure' },
  ),
  when(['agent'], 'technical.infrastructure.ai', has('ml-in-production'), {
    factor: 0.85,
    reason: 'Models already run in production',
  }),
  when(['data', 'agent'], 'technical.data.quality', any(below('percentage', 80), has('data-defects')), {
    factor: 1.25,
    spread: 1.15,
    reason: 'The data has known defects',
  }),
  when(['data', 'agent'], 'technical.data.quality', atLeast('percentage', 95), {
    factor: 0.9,
    reason: 'The data is nearly complete',
  }),
  when(['integration'], 'technical.integration.apis', any(lacks('apis'), has('manual-exchange', 'point-to-point')), {
    factor: 1.35,
    spread: 1.15,
    reason: 'Systems have no programming interfaces to speak of',
  }),
  when(['integration'], 'technical.integration.apis', all(has('apis'), not(has('file-transfers'))), {
    factor: 0.85,
    reason: 'Systems have programming interfaces',
  }),
  on(['integration'], ['technical.integration.systems'], (report) => {
    const systems = report.facts('technical.integration.systems', 'count').find(({ unit }) => unit === 'systems');
    if (systems === undefined || systems.value <= 5) return undefined;
    const factor = round(Math.min(1.6, 1 + 0.05 * (systems.value - 5)));
    return { factor, reason: `${systems.value} systems in the landscape instead of five` };
  }),
  when(['security'], 'technical.security.identity', any(lacks('mfa', 'sso'), has('shared-accounts')), {
    factor: 1.4,
    reason: 'Sign-in has to be put in order first',
  }),
  on(['compliance', 'security'], ['governance.compliance.regulations'], (report) => {
    const named = report.practices('governance.compliance.regulations').filter((id) => laws.includes(id));
    if (named.length === 0) return undefined;
    const factor = round(Math.min(1.5, 1 + 0.1 * named.length));
    return {
      factor,
      reason: `${named.length} ${named.length === 1 ? 'law or standard binds' : 'laws and standards bind'} the solution`,
    };
  }),
  when(['cases'], 'governance.risk.tolerance', has('impact-safety'), {
    factor: 1.4,
    reason: 'A wrong result can harm people, so more cases are tested',
  }),
  when(
    ['cases'],
    'governance.risk.tolerance',
    all(has('impact-financial', 'impact-legal'), not(has('impact-safety'))),
    {
      factor: 1.15,
      reason: 'A wrong result costs money, so more cases are tested',
    },
  ),
  when(
    ['requirements'],
    'business.process.documented',
    any(has('process-variants'), polarity('no'), lacks('documented-process')),
    {
      factor: 1.3,
      reason: 'The process is not written down or differs between places',
    },
  ),
  when(['requirements'], 'business.process.documented', all(has('documented-process'), has('standardized-process')), {
    factor: 0.8,
    reason: 'The process is written down and uniform',
  }),
  when(['build', 'integration', 'data', 'requirements'], 'commercial.timeline.constraints', has('competing-projects'), {
    factor: 1.1,
    spread: 1.15,
    reason: 'Another project needs the same people',
  }),
  on(['people'], ['business.change.plan'], (report) => {
    const affected = report.facts('business.change.plan', 'count')[0]?.value;
    if (affected === undefined || affected <= 25) return undefined;
    const factor = affected > 500 ? 2 : affected > 100 ? 1.6 : 1.25;
    return { factor, reason: `${affected} people are affected` };
  }),
  when(['people'], 'business.change.readiness', any(has('staff-worried'), lacks('staff-positive')), {
    factor: 1.2,
    reason: 'People are worried',
  }),
  on(['decision'], ['business.sponsorship.cadence'], (report) => {
    const days = report.facts('business.sponsorship.cadence', 'duration')[0]?.value;
    if (days === undefined) return undefined;
    if (days > 45) return { factor: 1.3, spread: 1.2, reason: 'The sponsor decides less than monthly' };
    return days <= 7 ? { factor: 0.8, reason: 'The sponsor decides every week' } : undefined;
  }),
];

/** What somebody was not sure of may turn out worse than it was said. */
const spreadOfUnsure = 1.1;

function withCertainty(effect: Effect, questions: readonly string[], report: ReportFacts): Effect {
  if (!questions.some((id) => report.answer(id)?.certainty === 'unsure')) return effect;
  return { ...effect, spread: round((effect.spread ?? 1) * spreadOfUnsure), reason: `${effect.reason} (not sure)` };
}

/** The factors that an assessment's answers give, by topic of work. */
export function readFactors(report: ReportFacts): ReadonlyMap<Topic, readonly Factor[]> {
  const byTopic = new Map<Topic, Factor[]>();
  for (const rule of factorRules) {
    const effect = rule.effect(report);
    if (effect === undefined) continue;
    const factor: Factor = {
      ...withCertainty(effect, rule.questions, report),
      sources: report.references(...rule.questions),
    };
    for (const topic of rule.topics) byTopic.set(topic, [...(byTopic.get(topic) ?? []), factor]);
  }
  return byTopic;
}

/** Stacked reasons overlap: all factors of a task together stay within these bounds. */
const bounds = { least: 0.6, most: 2.5, spread: 1.5 };

/** Those that touch the topics of a task, each once, and what they come to together. */
export function combineFactors(
  topics: readonly Topic[],
  byTopic: ReadonlyMap<Topic, readonly Factor[]>,
): { factors: Factor[]; factor: number; spread: number } {
  const factors = [...new Set(topics.flatMap((topic) => byTopic.get(topic) ?? []))];
  const factor = factors.reduce((product, one) => product * one.factor, 1);
  const spread = factors.reduce((product, one) => product * (one.spread ?? 1), 1);
  return {
    factors,
    factor: Math.min(bounds.most, Math.max(bounds.least, factor)),
    spread: Math.min(bounds.spread, spread),
  };
}
