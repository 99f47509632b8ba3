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

/** What a request may begin with: "…, remove the glossary, and use ASCII diagrams" are three. */
const verbs =
  'add|answer|bring back|call|change|correct|delete|describe|draw|drop|expand|explain|fix|give|hide|include|insert|leave out|' +
  'make|mention|move|omit|paint|put|remove|rename|replace|restore|set|shorten|show|simplify|state|switch|use|write';
const nextRequest = new RegExp(`(?:,\\s+(?:and\\s+)?|\\s+and\\s+)(?=(?:please\\s+)?(?:${verbs})\\b)`, 'i');

/** Kinds of changes whose words are a person's own: what stands in them is no further request. */
const isOfOwnWords = ({ kind }: Change) => kind === 'answer' || kind === 'correction' || kind === 'add-section';

interface Understood {
  readonly changes: readonly Change[];
  readonly notUnderstood: readonly string[];
}

/** A clause may hold several requests; each that no change is found for is told. */
function readClause(clause: string, request: ChangeRequest): Understood {
  const whole = readChange(clause, request);
  const asOne: Understood = { changes: whole ? [whole] : [], notUnderstood: whole ? [] : [clause] };
  if (whole && isOfOwnWords(whole)) return asOne;
  const parts = clause.split(nextRequest);
  if (parts.length > 1) {
    const read = parts.map((part) => ({ part, change: readChange(part, request) }));
    if (read.every(({ change }) => change === null)) return asOne;
    return {
      changes: read.flatMap(({ change }) => change ?? []),
      notUnderstood: read.flatMap(({ part, change }) => (change ? [] : [part])),
    };
  }
  const halves = clause.split(/,?\s+and\s+/i).map((half) => readChange(half, request));
  const understood = halves.flatMap((half) => half ?? []);
  return halves.length > 1 && understood.length === halves.length ? { changes: understood, notUnderstood: [] } : asOne;
}

/** Reads a request to change the document in a person's words, and what the design is made of after it. */
export function applyRequest(given: DesignInput, request: ChangeRequest): RequestOutcome {
  let input = baseInput(given);
  const changes: Change[] = [];
  const notUnderstood: string[] = [];
  for (const clause of clauses(request.text)) {
    if (/^(?:please|thanks?|thank you|hi|hello|ok(?:ay)?|good|great)\W*$/i.test(clause)) continue;
    const found = readClause(clause, request);
    notUnderstood.push(...found.notUnderstood);
    for (const change of found.changes) input = change.apply(input);
    changes.push(...found.changes);
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
