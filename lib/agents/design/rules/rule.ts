import type { FactTest } from '#lib/domain/assessment/fact-test';
import type { DesignSectionId } from '#lib/domain/design/section-ids';
import type { BusinessRule, Design, DesignComponent, DesignEntity } from '../schema.ts';

/** A word that the facts give a value to, or not: a setting, the use case or what follows from them. */
export type DesignWord = string;

/**
 * When a rule applies, as data. `useCase`: one of these kinds of work is designed, `any` for whichever; `known`: the facts
 * give the word a value; `unanswered`: the question has no answer.
 */
export type DesignTest =
  | 'always'
  | FactTest
  | { useCase: readonly string[] | 'any' }
  | { known: DesignWord }
  | { unanswered: string }
  | { every: readonly DesignTest[] }
  | { either: readonly DesignTest[] }
  | { unless: DesignTest };

/** A parameter that comes from a word: its value as it is, number or text. */
export type FromWord = { word: DesignWord };

export type ComponentDraft = Pick<DesignComponent, 'id' | 'name' | 'kind' | 'purpose' | 'technology'> & {
  dependsOn?: readonly string[];
  /** Components that depend on this one. */
  usedBy?: readonly string[];
};

export type FieldDraft = DesignEntity['fields'][number];

export type EntityDraft = Pick<DesignEntity, 'id' | 'name' | 'component'> & {
  fields: readonly FieldDraft[];
  retention?: FromWord;
};

export type IntegrationDraft = Pick<Design['integrations'][number], 'id' | 'system' | 'pattern' | 'component'> & {
  /** `as the work`: both ways where the kind of work writes back, else reading only. */
  direction: Design['integrations'][number]['direction'] | 'as the work';
};

export type BusinessRuleDraft = Pick<BusinessRule, 'id' | 'title' | 'entity' | 'kind'> & {
  parameters: Readonly<Record<string, string | number | boolean | FromWord>>;
};

export type DecisionDraft = Pick<Design['decisions'][number], 'id' | 'title' | 'choice' | 'alternatives'>;

/**
 * One rule of the catalogue. Texts are templates: `{governance.risk.tolerance}` is the answer to a question in words,
 * `{…#count}` its facts of a kind, `{word}` a word. What has a gap that the facts do not fill is left out whole.
 */
export type DesignRule = {
  id: string;
  section: DesignSectionId;
  when: DesignTest;
  /** Questions that are sources beyond those of the condition and of the sentence. */
  about?: readonly string[];
  says?: string;
  components?: readonly ComponentDraft[];
  entities?: readonly EntityDraft[];
  /** Added to the entity of the use case. */
  fields?: readonly FieldDraft[];
  integrations?: readonly IntegrationDraft[];
  businessRules?: readonly BusinessRuleDraft[];
  decision?: DecisionDraft;
  /** An open question. */
  asks?: string;
};

export const every = (...tests: DesignTest[]): DesignTest => ({ every: tests });
export const either = (...tests: DesignTest[]): DesignTest => ({ either: tests });
export const unless = (test: DesignTest): DesignTest => ({ unless: test });
export const known = (word: DesignWord): DesignTest => ({ known: word });
export const unanswered = (questionId: string): DesignTest => ({ unanswered: questionId });
export const forUseCase = (...ids: string[]): DesignTest => ({ useCase: ids.length === 0 ? 'any' : ids });

type Marks = 'required' | 'personal' | 'required personal' | '';

export function field(name: string, type: FieldDraft['type'], marks: Marks = ''): FieldDraft {
  return { name, type, isRequired: marks.includes('required'), isPersonal: marks.includes('personal') };
}
