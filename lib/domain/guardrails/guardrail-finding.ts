import * as z from 'zod/mini';
import { positionSchema } from '../document/extracted.ts';
import { type GuardrailKind, guardrailKinds } from './finding.ts';
import { maskText } from './mask-text.ts';

/** Where a guardrail looked. */
export const guardrailSources = ['DOCUMENT', 'SOURCE', 'TOOL', 'PROMPT', 'RESULT'] as const;
export type GuardrailSource = (typeof guardrailSources)[number];

/** What it did: told people and went on, masked, took no document, asked nobody outside, or let the work fail. */
export const guardrailActions = ['FLAGGED', 'MASKED', 'REJECTED', 'BLOCKED', 'FAILED'] as const;
export type GuardrailAction = (typeof guardrailActions)[number];

/** Days for which findings are kept. */
export const findingKeptDays = 90;
/** So many places of one finding are kept; with more they say no more. */
export const mostPlaces = 20;

/** One passage, as exactly as it is known. */
const passagePlaceSchema = z.object({
  /** Index of the block in the document's text. */
  block: z.optional(z.int()),
  position: z.optional(positionSchema),
  /** Of a source: path within the archive. */
  file: z.optional(z.string()),
  line: z.optional(z.int()),
  /** The words of an instruction, without data about people and without secrets. */
  quote: z.optional(z.string()),
  documentId: z.optional(z.string()),
});
export type PassagePlace = z.infer<typeof passagePlaceSchema>;

/** What a guardrail found at one place of work, and what it did. Nothing of it is a secret or data about a person. */
export interface GuardrailFinding {
  /** The same for the same thing found again. */
  readonly id: string;
  readonly organization: string;
  readonly projectId: string;
  readonly kind: GuardrailKind;
  readonly source: GuardrailSource;
  readonly action: GuardrailAction;
  /** How often. */
  readonly count: number;
  /** The document, tool or agent that it was found with, in words. */
  readonly subject: string;
  /** What exactly it is, such as `AWS access key`. */
  readonly label?: string | undefined;
  readonly places: readonly PassagePlace[];
  readonly documentId?: string | undefined;
  readonly runId?: string | undefined;
  /** The step or branch of the run. */
  readonly key?: string | undefined;
  readonly agentId?: string | undefined;
}

const longestQuote = 200;

/** The words of an instruction as they may be kept: within its length, without data about people and without secrets. */
export function quoteToKeep(words: string): string {
  const { text } = maskText(words, guardrailKinds);
  return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
}

const placesSchema = z.array(passagePlaceSchema);

/** The places as they are stored, as JSON or parsed; none where they cannot be read. */
export function parsePlaces(stored: unknown): PassagePlace[] {
  try {
    const read = placesSchema.safeParse(typeof stored === 'string' ? JSON.parse(stored) : stored);
    return read.success ? read.data : [];
  } catch {
    return [];
  }
}
