import type { TopicId } from './dimensions.ts';
import type { FactTest } from './fact-test.ts';
import type { ProductCategory } from './product-row.ts';

export type MaturityLevel = 1 | 2 | 3 | 4 | 5;

/** A kind of fact that answers a question; `unit` is what a bare number means there. */
export type Want =
  | { kind: 'polarity' }
  | { kind: 'count'; units: readonly string[]; bare?: string }
  | { kind: 'percentage' }
  | { kind: 'money' }
  /** `isAhead`: a date that has passed does not answer it. */
  | { kind: 'date'; isAhead?: true }
  | { kind: 'duration'; bare?: 'hours' | 'days' | 'weeks' | 'months' }
  /** `whenAsked`: further categories that answer the question itself, but volunteered belong to another one. */
  | { kind: 'product'; categories: readonly ProductCategory[]; whenAsked?: readonly ProductCategory[] }
  | { kind: 'practice'; ids: readonly string[] }
  | { kind: 'item' };

export type RubricRule = { level: MaturityLevel; when: FactTest; says: string };

export type OwnerRole =
  | 'Executive sponsor'
  | 'Project manager'
  | 'Enterprise architect'
  | 'Data lead'
  | 'Security lead'
  | 'Data protection officer'
  | 'Legal and compliance'
  | 'Process owner'
  | 'People lead'
  | 'Finance'
  | 'Procurement';

/** What to do when the rubric gives level 1 or 2. */
export type Remedy = { gap: string; action: string; owner: OwnerRole };

export type Question = {
  /** `dimension.topic.name`; stable, answers files name it. */
  id: string;
  topic: TopicId;
  /** A few words for lists. */
  title: string;
  text: string;
  why: string;
  /** 1 to 3: how much the answer says about readiness. */
  weight: 1 | 2 | 3;
  wants: readonly Want[];
  /** The control offered beside free text. */
  control: 'choice' | 'multi-choice' | 'number' | 'date' | 'money' | 'yes-no' | 'text';
  /** Choices of the control; each is text that the agent understands. */
  options?: readonly string[];
  unit?: string;
  /** What is named elsewhere answers this question only where one of its cues stands nearby. */
  needsCue?: true;
  /** Words that tie a number, a date or an amount of money said elsewhere to this question. */
  cues: readonly string[];
  /** The first rule that holds gives the level. Empty: the answer informs but is not scored. */
  rubric: readonly RubricRule[];
  remedy?: Remedy;
  /** A follow-up is asked only when this holds over the other answers. */
  askedWhen?: FactTest;
};
