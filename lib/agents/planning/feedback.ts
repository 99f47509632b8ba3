import type { Fact } from '#lib/domain/assessment/facts';
import { toCalendarDay } from '../assessment/understanding/calendar.ts';
import { readText } from '../assessment/understanding/read-text.ts';
import type { Design } from '../design/schema.ts';
import { withoutComponents } from './change-design.ts';
import { firstDayOf } from './work/date-fact.ts';

/** What an approver's words come to. `notes` say what was done with each part of them, and what was not. */
export type PlanChanges = {
  start?: string;
  target?: string;
  engineers?: number;
  bufferPercent?: number;
  bufferDays?: number;
  design: Design;
  notes: string[];
};

const mostFeedback = 8_000;
const longestQuote = 160;
const mostEngineers = 100;
const mostBufferPercent = 200;
const mostBufferDays = 500;

const verbs =
  'start|begin|kick|drop|remove|leave|skip|cut|exclude|omit|add|use|assume|plan|move|shift|finish|go|set|reduce|increase|also';
/** Sentences, and parts of them that begin with a verb of their own. */
const divider = new RegExp(
  `[.;!\\n]+(?=\\s|$)|,?\\s+(?:and|but|then)\\s+(?=(?:please\\s+)?(?:${verbs})\\b)|,\\s*(?=(?:please\\s+)?(?:${verbs})\\b)`,
  'i',
);
const drop = /\b(?:drop|remove|leave out|skip|cut|exclude|omit|without|do not (?:build|need)|don't (?:build|need))\b/i;
const buffer = /\b(?:buffer|contingency|reserve|margin|slack)\b/i;
const start = /\b(?:start|starts|starting|begin|begins|beginning|kick ?-?off|commence)\b/i;
const target = /\b(?:deadline|target|due|live|finish|finished|done|complete|ready|pilot|roll-?out|production)\b/i;
/** What begins late in a project: its start is not the project's. */
const lateStart = /\b(?:live|pilot|roll-?out|production|training|tests?|testing)\b/i;
const team = /\bteam\b|\b(?:engineers?|developers?|fte)\b|\b(?:have|assume|use|with|staff)\b.*\bpeople\b/i;
/** Numbers of people that are no size of a team, or only in relation to another one. */
const otherPeople = /\b(?:train|trained|affected|users?|more|additional|extra|fewer|less|another)\b/i;
const notBefore = /\bnot\b.*\b(?:before|until|earlier)\b/i;
const refusal = /\b(?:not|never|don't|doesn't|keep|why|cannot|can't)\b/i;
const question = /\?\s*$/;
const politeQuestion = /^(?:can|could|would|will) (?:you|we)\b|\bplease\b/i;

const numberWords: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};

const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const articles = new Set(['the', 'a', 'an', 'of', 'for', 'component']);
const significant = (text: string) => words(text).filter((word) => !articles.has(word));

/** Components whose id or whole name stands in a text; of names within each other the longest. */
function findComponents(text: string, components: Design['components']): Design['components'] {
  const said = ` ${significant(text).join(' ')} `;
  const named = components.filter(({ id, name }) =>
    [id, name].some((one) => {
      const phrase = significant(one).join(' ');
      return phrase !== '' && said.includes(` ${phrase} `);
    }),
  );
  const isWithin = (inner: string, outer: string) => ` ${outer} `.includes(` ${inner} `) && inner !== outer;
  const phrase = (name: string) => significant(name).join(' ');
  return named.filter((one) => !named.some((other) => other !== one && isWithin(phrase(one.name), phrase(other.name))));
}

function quote(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return `“${plain.length > longestQuote ? `${plain.slice(0, longestQuote - 1)}…` : plain}”`;
}

type Part = { text: string; facts: readonly Fact[]; changes: PlanChanges };
/** A note where the part was understood, undefined where it says something else. */
type Reader = (part: Part) => string | undefined;

const factOf = <Kind extends Fact['kind']>(facts: readonly Fact[], kind: Kind) =>
  facts.find((fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind);

const readDrop: Reader = ({ text, changes }) => {
  const at = drop.exec(text);
  if (at === null || refusal.test(text.slice(0, at.index))) return undefined;
  const found = findComponents(text.slice(at.index + at[0].length), changes.design.components);
  if (found.length === 0) return undefined;
  if (found.length === changes.design.components.length)
    return `Not done: ${quote(text)} would leave no component to build.`;
  const { design, dropped } = withoutComponents(changes.design, new Set(found.map(({ id }) => id)));
  changes.design = design;
  const names = found.map(({ name }) => name).join(', ');
  const dependents = dropped.dependents.length > 0 ? `; ${dropped.dependents.join(', ')} depended on it` : '';
  return `Done: ${names} is not planned, with ${dropped.entities} entities, ${dropped.integrations} integrations and ${dropped.rules} rules${dependents}. The design still contains it and has to be changed as well.`;
};

const readBuffer: Reader = ({ text, facts, changes }) => {
  if (!buffer.test(text) || refusal.test(text)) return undefined;
  const percent = factOf(facts, 'percentage')?.value;
  const days = factOf(facts, 'duration')?.value;
  if (percent !== undefined && percent > 0 && percent <= mostBufferPercent) {
    changes.bufferPercent = percent;
    return `Done: a buffer of ${percent} % of the expected duration stands before the release.`;
  }
  if (days !== undefined && days >= 1 && days <= mostBufferDays) {
    // Who says two weeks means ten working days; who says ten days means these.
    changes.bufferDays = /\b(?:weeks?|months?)\b/i.test(text) ? Math.round((days * 5) / 7) : Math.round(days);
    return `Done: a buffer of ${changes.bufferDays} working days stands before the release.`;
  }
  return undefined;
};

const readStart: Reader = ({ text, facts, changes }) => {
  const isStart = start.test(text) && !lateStart.test(text) && (notBefore.test(text) || !refusal.test(text));
  const date = isStart ? factOf(facts, 'date') : undefined;
  if (date === undefined) return undefined;
  changes.start = firstDayOf(date);
  return `Done: the plan begins on ${changes.start} or the working day after it.`;
};

const readTarget: Reader = ({ text, facts, changes }) => {
  const date = target.test(text) && !refusal.test(text) ? factOf(facts, 'date') : undefined;
  if (date === undefined) return undefined;
  changes.target = date.date;
  return `Done: the target date is ${date.date}. It moves no task; the plan says how likely it is to be met.`;
};

const readTeam: Reader = ({ text, facts, changes }) => {
  if (!team.test(text) || otherPeople.test(text) || refusal.test(text)) return undefined;
  const counted = facts.find(
    (fact) => fact.kind === 'count' && (fact.unit === 'people' || fact.unit === 'specialists'),
  );
  const ofTeam = /\bteam(?: size)?\s*(?:of|is|to|:|=)?\s*(\d+|[a-z]+)\b/i.exec(text)?.[1]?.toLowerCase() ?? '';
  const engineers = counted?.kind === 'count' ? counted.value : (numberWords[ofTeam] ?? Number(ofTeam || Number.NaN));
  if (!Number.isInteger(engineers) || engineers < 1 || engineers > mostEngineers) return undefined;
  changes.engineers = engineers;
  return `Done: the plan counts on ${engineers} engineers.`;
};

const readers: readonly Reader[] = [readDrop, readBuffer, readStart, readTeam, readTarget];

/**
 * Takes from an approver's words what a plan can be computed with: a start, a target date, the number of engineers, a
 * buffer, components to leave out. What is not understood is quoted as not done.
 */
export function readFeedback(feedback: string | undefined, design: Design, now: Date): PlanChanges {
  const changes: PlanChanges = { design, notes: [] };
  const today = toCalendarDay(now.toISOString(), now);
  const parts = (feedback ?? '').slice(0, mostFeedback).split(divider);
  for (const text of parts.map((part) => part.trim()).filter((part) => /[\p{L}\p{N}]/u.test(part))) {
    const isAsked = question.test(text) && !politeQuestion.test(text);
    const facts = readText(text.replace(question, ''), today).facts.filter(({ isRejected }) => !isRejected);
    const part: Part = { text, facts: facts.map(({ fact }) => fact), changes };
    const note = isAsked
      ? undefined
      : readers.reduce<string | undefined>((found, read) => found ?? read(part), undefined);
    changes.notes.push(note ?? `Not done, as it is no start, target date, team, buffer or component: ${quote(text)}.`);
  }
  return changes;
}
