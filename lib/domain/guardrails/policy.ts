import * as z from 'zod/mini';
import { personalDataKinds } from './finding.ts';

export const instructionPolicies = ['flag', 'reject'] as const;
export const secretPolicies = ['mask', 'fail'] as const;

/** What an organization has decided about what its agents may read and say. */
const guardrailPolicySchema = z.object({
  schemaVersion: z.literal(1),
  /** Data about people that models and agents outside of this platform get masked. */
  maskInPrompts: z.array(z.enum(personalDataKinds)),
  /** What becomes of a document whose text gives instructions to models. */
  documentsWithInstructions: z.enum(instructionPolicies),
  /** What becomes of secrets in results and artifacts. */
  secretsInOutput: z.enum(secretPolicies),
});
export type GuardrailPolicy = z.infer<typeof guardrailPolicySchema>;

/** Where an organization has decided nothing. Logs are masked always, whatever a policy says. */
export const defaultGuardrailPolicy: GuardrailPolicy = {
  schemaVersion: 1,
  maskInPrompts: [...personalDataKinds],
  documentsWithInstructions: 'flag',
  secretsInOutput: 'mask',
};

/** The policy as it is stored with an organization; the default where there is none or it cannot be read. */
export function parseGuardrailPolicy(stored: unknown): GuardrailPolicy {
  const value = typeof stored === 'string' ? parsed(stored) : stored;
  const read = guardrailPolicySchema.safeParse(value);
  return read.success ? read.data : defaultGuardrailPolicy;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
