import type { DetailLevel } from '#lib/domain/design-document/document';
import { inputPrefix, mono, type Phrase } from './content.ts';
import type { DesignInput } from './design-input.ts';
import { ClaimBook } from './facts/claim-book.ts';
import { ModelIndex } from './facts/model-index.ts';
import { proposeModel } from './proposal/propose-model.ts';
import { knownAnswer, questionBank } from './questions/question-bank.ts';
import { isAtLeast, type SectionId } from './sections.ts';

/** What the builders of sections work with. */
export interface DesignContext {
  /** With every change request carried out. */
  readonly input: DesignInput;
  /** As it was given, for the history of its requests. */
  readonly given: DesignInput;
  readonly index: ModelIndex;
  readonly claims: ClaimBook;
  /** Whether the model is a proposal made from answers rather than what a source holds. */
  readonly isProposed: boolean;
}

/** Greenfield designs stand on a model proposed from the answers; all others on what was scanned. */
export function createContext(input: DesignInput, given: DesignInput): DesignContext {
  const isProposed = input.model === null;
  const model = input.model ?? proposeModel(input);
  return {
    input,
    given,
    index: new ModelIndex(model),
    claims: new ClaimBook(model, isProposed),
    isProposed,
  };
}

/** How much a section tells. */
export function levelOf({ input }: DesignContext, section: SectionId): DetailLevel {
  return input.edits?.detail[section] ?? input.detail;
}

export const shows = (context: DesignContext, section: SectionId, least: DetailLevel) =>
  isAtLeast(levelOf(context, section), least);

/** A value of the model with the marker of its claim; null where the model does not say it. */
export function cited(
  context: DesignContext,
  section: SectionId,
  element: string,
  property: string,
  show: (value: string) => Phrase = (value) => [value],
): Phrase | null {
  const found = context.claims.cite(section, element, property);
  return found ? [...show(found.value), found.mark] : null;
}

/** What a person or a document said to a question, quoted with its claim; null where nobody did. */
export function said(context: DesignContext, section: SectionId, questionId: string): Phrase | null {
  const known = knownAnswer(context.input, questionId);
  if (!known) return null;
  const question = questionBank.find(({ id }) => id === questionId);
  const source =
    known.kind === 'answer'
      ? ({ kind: 'answer', id: questionId, quote: known.text } as const)
      : ({
          kind: 'document',
          id: known.evidence.documentId,
          quote: known.text,
          ...(known.evidence.page === undefined ? {} : { page: known.evidence.page }),
          ...(known.evidence.line === undefined ? {} : { line: known.evidence.line }),
        } as const);
  const text = `${question?.text ?? questionId} ${known.text}`;
  const mark = context.claims.state(
    section,
    `answer ${questionId}`,
    [text],
    [source],
    known.kind === 'answer' ? 1 : 0.6,
  );
  return known.kind === 'answer'
    ? [known.text, mark]
    : [known.text, mark, ` (from ${known.evidence.documentName}, to be confirmed)`];
}

/** "needs input", with the question that would settle it. */
export function needsInput(questionId: string): Phrase {
  const question = questionBank.find(({ id }) => id === questionId);
  return [inputPrefix, question?.text ?? questionId, ' (question ', mono(questionId), ')'];
}
