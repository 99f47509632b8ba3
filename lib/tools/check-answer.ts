import type { PassagePlace } from '#lib/domain/guardrails/guardrail-finding';
import { quoteInstructions } from '#lib/domain/guardrails/instructions/quote-instructions';

/** A passage of a tool's answer that gives instructions to a model. */
export interface AnswerPassage extends PassagePlace {
  readonly quote: string;
  /** Of the document that `documentId` names. */
  readonly documentName?: string;
}

/** Deeper values are not looked at: no answer of ours nests so far. */
const deepest = 40;
/** More than any list of places needs. */
const mostPassages = 100;

/** Every text within an answer that gives instructions to a model. */
export function instructionsInAnswer(answer: unknown): AnswerPassage[] {
  const found: AnswerPassage[] = [];
  look(answer, found, 0);
  return found;
}

function look(value: unknown, found: AnswerPassage[], depth: number): void {
  if (found.length >= mostPassages || depth > deepest) return;
  if (typeof value === 'string') found.push(...quoteInstructions(value).map((quote) => ({ quote })));
  else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    for (const part of Object.values(value)) look(part, found, depth + 1);
  }
}
