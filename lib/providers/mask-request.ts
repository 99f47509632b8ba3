import { type GuardrailKind, personalDataKinds } from '#lib/domain/guardrails/finding';
import { createMasker, type Masker } from '#lib/domain/guardrails/mask-text';
import { type GuardrailCounts, maskValue } from '#lib/domain/guardrails/mask-value';
import { defaultGuardrailPolicy } from '#lib/domain/guardrails/policy';
import type { PromptFinding, TaskRequest } from './embedded/run-task.ts';

export interface MaskedRequest {
  readonly request: TaskRequest;
  readonly facts: unknown;
  /** Puts back in the answer what was masked in the question. */
  readonly masker: Masker;
  /** How much of what, in words; empty where there was nothing. */
  readonly told: string;
  /** Whether it holds what the organization lets nobody outside read, masked or not; `told` names it then. */
  readonly isBlocked: boolean;
}

type MaskedKind = Exclude<GuardrailKind, 'instruction'>;

const words: Readonly<Record<MaskedKind, string>> = {
  email: 'e-mail addresses',
  phone: 'telephone numbers',
  iban: 'account numbers',
  card: 'payment cards',
  national_id: 'national ids',
  secret: 'secrets',
};

/**
 * What may leave the platform of a task: input, facts and feedback without data about people, as the policy says, and
 * without secrets. What was found is reported.
 */
export async function maskRequest(request: TaskRequest, facts: unknown): Promise<MaskedRequest> {
  const { maskInPrompts, blockInPrompts } = (await request.guard?.policy()) ?? defaultGuardrailPolicy;
  const masker = createMasker([...new Set<GuardrailKind>([...maskInPrompts, ...blockInPrompts, 'secret'])]);
  const parts = [request.input, facts, request.context.feedback].map((part) => maskValue(part, masker));
  const [input, shown, feedback] = parts.map(({ value }) => value);
  const { feedback: _, ...context } = request.context;
  const found = sumOf(parts.map(({ counts }) => counts));
  const blocked = found.filter(({ kind }) => blockInPrompts.some((one) => one === kind));
  const action = blocked.length > 0 ? 'BLOCKED' : 'MASKED';
  const told = (blocked.length > 0 ? blocked : found).map((one): PromptFinding => ({ ...one, action }));
  if (told.length > 0) request.guard?.report(told);
  return {
    masker,
    facts: shown,
    request: { ...request, input, context: typeof feedback === 'string' ? { ...context, feedback } : context },
    told: told.map(({ kind, count }) => `${count} ${words[kind]}`).join(', '),
    isBlocked: blocked.length > 0,
  };
}

function sumOf(counts: readonly GuardrailCounts[]): { readonly kind: MaskedKind; readonly count: number }[] {
  const kinds: readonly MaskedKind[] = [...personalDataKinds, 'secret'];
  return kinds
    .map((kind) => ({ kind, count: counts.reduce((total, one) => total + (one[kind] ?? 0), 0) }))
    .filter(({ count }) => count > 0);
}
