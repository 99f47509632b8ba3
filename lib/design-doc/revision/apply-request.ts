import type { ChangeRequest, DesignEdits, DesignInput } from '../design-input.ts';
import type { BaseInput, Change } from './change.ts';
import { readChange } from './read-change.ts';

export interface RequestOutcome {
  readonly input: BaseInput;
  readonly changes: readonly Omit<Change, 'apply'>[];
  /** The parts of the request that no change was found for, as they were said. */
  readonly notUnderstood: readonly string[];
}

const noEdits: DesignEdits = { detail: {}, removed: [], added: [], replacements: [], corrections: [] };

export const baseInput = (input: DesignInput): BaseInput => ({ ...input, edits: input.edits ?? noEdits });

/** Sentences of a request; a full stop within a number or a name ends none. */
function clauses(text: string): string[] {
  return text
    .split(/\n+|;\s*|(?<=[.!?])\s+(?=\p{Lu}|["“])|,?\s+(?:and )?then\s+/u)
    .map((part) => part.replace(/^\s*(?:[-*•]|\d+[.)])\s*/, '').trim())
    .filter((part) => part.replace(/[^\p{L}\p{N}]/gu, '') !== '');
}

/** A clause with two requests, joined by "and", counts as two where both halves mean something. */
function readClause(clause: string, request: ChangeRequest): Change[] {
  const whole = readChange(clause, request);
  const halves = clause.split(/,?\s+and\s+/i);
  if (halves.length < 2 || (whole && !['detail', 'diagram-format', 'remove-section'].includes(whole.kind)))
    return whole ? [whole] : [];
  const parts = halves.map((half) => readChange(half, request));
  const understood = parts.flatMap((part) => part ?? []);
  return understood.length === halves.length ? understood : whole ? [whole] : [];
}

/** Reads a request to change the document in a person's words, and what the design is made of after it. */
export function applyRequest(given: DesignInput, request: ChangeRequest): RequestOutcome {
  let input = baseInput(given);
  const changes: Change[] = [];
  const notUnderstood: string[] = [];
  for (const clause of clauses(request.text)) {
    const found = readClause(clause, request);
    if (found.length === 0 && !/^(?:please|thanks?|thank you|hi|hello|ok(?:ay)?|good|great)\W*$/i.test(clause))
      notUnderstood.push(clause);
    for (const change of found) input = change.apply(input);
    changes.push(...found);
  }
  return { input, changes: changes.map(({ kind, section, summary }) => ({ kind, section, summary })), notUnderstood };
}

/** The input with all its requests carried out. */
export function effectiveInput(given: DesignInput): BaseInput {
  return (given.requests ?? []).reduce<BaseInput>(
    (input, request) => applyRequest(input, request).input,
    baseInput(given),
  );
}
