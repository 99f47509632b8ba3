import { type GuardrailKind, personalDataKinds } from '#lib/domain/guardrails/finding';
import { createMasker, type Masker } from '#lib/domain/guardrails/mask-text';
import { type GuardrailCounts, maskValue } from '#lib/domain/guardrails/mask-value';
import type { TaskRequest } from './embedded/run-task.ts';

export interface MaskedRequest {
  readonly request: TaskRequest;
  readonly facts: unknown;
  /** Puts back in the answer what was masked in the question. */
  readonly masker: Masker;
  /** How much of what, in words; empty where there was nothing. */
  readonly told: string;
}

const words: Readonly<Record<Exclude<GuardrailKind, 'instruction'>, string>> = {
  email: 'e-mail addresses',
  phone: 'telephone numbers',
  iban: 'account numbers',
  card: 'payment cards',
  national_id: 'national ids',
  secret: 'secrets',
};

/** What may leave the platform of a task: input, facts and feedback without data about people, as the policy says, and without secrets. */
export async function maskRequest(request: TaskRequest, facts: unknown): Promise<MaskedRequest> {
  const masker = createMasker([...((await request.maskInPrompts?.()) ?? personalDataKinds), 'secret']);
  const parts = [request.input, facts, request.context.feedback].map((part) => maskValue(part, masker));
  const [input, shown, feedback] = parts.map(({ value }) => value);
  const { feedback: _, ...context } = request.context;
  return {
    masker,
    facts: shown,
    request: { ...request, input, context: typeof feedback === 'string' ? { ...context, feedback } : context },
    told: tell(parts.map(({ counts }) => counts)),
  };
}

function tell(counts: readonly GuardrailCounts[]): string {
  const kinds: readonly (keyof typeof words)[] = [...personalDataKinds, 'secret'];
  return kinds
    .flatMap((kind) => {
      const sum = counts.reduce((total, count) => total + (count[kind] ?? 0), 0);
      return sum > 0 ? [`${sum} ${words[kind]}`] : [];
    })
    .join(', ');
}
