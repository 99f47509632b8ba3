import { answerReference } from '#lib/domain/assessment/question-bank';
import { questionsOf } from '../assessment/report/report-input.ts';
import type { DesignFacts } from './design-facts.ts';
import type { DesignRule, DesignTest } from './rules/rule.ts';
import type { Words } from './words.ts';

export type Evaluation = { facts: DesignFacts; words: Words };

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

function holdsTest(test: DesignTest, { facts, words }: Evaluation): boolean {
  if (test === 'always') return true;
  if ('useCase' in test) {
    const pattern = words.get('pattern')?.value;
    return pattern !== undefined && (test.useCase === 'any' || test.useCase.includes(String(pattern)));
  }
  if ('known' in test) return words.has(test.known);
  if ('unanswered' in test) return facts.answer(test.unanswered) === undefined;
  if ('every' in test) return test.every.every((part) => holdsTest(part, { facts, words }));
  if ('either' in test) return test.either.some((part) => holdsTest(part, { facts, words }));
  if ('unless' in test) return !holdsTest(test.unless, { facts, words });
  return facts.holds(test);
}

function sourcesOf(test: DesignTest, evaluation: Evaluation): string[] {
  if (test === 'always') return [];
  const { facts, words } = evaluation;
  if ('useCase' in test) return [...(words.get('pattern')?.sources ?? [])];
  if ('known' in test) return [...(words.get(test.known)?.sources ?? [])];
  // A question without an answer is the source of what is not known.
  if ('unanswered' in test) return facts.answer(test.unanswered) ? [] : [answerReference(test.unanswered)];
  if ('every' in test) return test.every.flatMap((part) => sourcesOf(part, evaluation));
  if ('either' in test)
    return test.either.filter((part) => holdsTest(part, evaluation)).flatMap((part) => sourcesOf(part, evaluation));
  if ('unless' in test) return [];
  return facts.references(questionsOf(test));
}

const placeholder = /\{([\w.-]+)(?:#(\w+))?\}/g;

/** A template with its gaps filled, and the sources of what filled them; undefined where the facts do not fill one. */
export function fill(template: string, { facts, words }: Evaluation): { text: string; sources: string[] } | undefined {
  const sources: string[] = [];
  const open: string[] = [];
  const text = template.replace(placeholder, (_, name: string, kind: string | undefined) => {
    if (name.includes('.')) {
      const value = facts.value(name, kind);
      sources.push(...facts.references([name]));
      if (value === undefined) open.push(name);
      return value ?? '';
    }
    const word = words.get(name);
    sources.push(...(word?.sources ?? []));
    if (word === undefined) open.push(name);
    return typeof word?.value === 'number' ? numbers.format(word.value) : (word?.value ?? '');
  });
  return open.length === 0 ? { text, sources } : undefined;
}

/** `A12` before `risk.…`, numbers in order, each once. */
export function orderSources(sources: readonly string[]): string[] {
  const rank = (source: string) => (/^A\d+$/.test(source) ? Number(source.slice(1)) : 1_000);
  return [...new Set(sources)].toSorted((left, right) => rank(left) - rank(right));
}

/** The rule's sources where it applies; undefined where it does not. */
export function appliesWith(rule: DesignRule, evaluation: Evaluation): string[] | undefined {
  if (!holdsTest(rule.when, evaluation)) return undefined;
  const own = [...sourcesOf(rule.when, evaluation), ...evaluation.facts.references(rule.about ?? [])];
  const said = rule.says === undefined ? undefined : fill(rule.says, evaluation);
  return orderSources([...own, ...(said?.sources ?? [])]);
}
