import * as z from 'zod/mini';
import { type PersonalDataKind, personalDataKinds } from './finding.ts';

export const instructionPolicies = ['flag', 'reject'] as const;
export const secretPolicies = ['mask', 'fail'] as const;
export const toolAnswerPolicies = ['flag', 'fail'] as const;
/** What becomes of a kind of data about people before somebody outside of this platform reads it. */
export const promptPolicies = ['mask', 'block', 'allow'] as const;
export type PromptPolicy = (typeof promptPolicies)[number];

const kinds = z.array(z.enum(personalDataKinds));

/** What an organization decides; what was added later has the default where it is not said. */
export const guardrailChoicesSchema = z.object({
  /** Data about people that models and agents outside of this platform get masked. */
  maskInPrompts: kinds,
  /** Data about people that nobody outside is asked about: where there is any, the agent's own core does the task. */
  blockInPrompts: z._default(kinds, []),
  /** What becomes of a document whose text gives instructions to models. */
  documentsWithInstructions: z.enum(instructionPolicies),
  /** What becomes of a tool's answer that gives instructions to models. */
  toolAnswersWithInstructions: z._default(z.enum(toolAnswerPolicies), 'flag'),
  /** What becomes of secrets in results and artifacts. */
  secretsInOutput: z.enum(secretPolicies),
});
export type GuardrailChoices = z.infer<typeof guardrailChoicesSchema>;

/** What an organization has decided about what its agents may read and say. */
const guardrailPolicySchema = z.extend(guardrailChoicesSchema, {
  schemaVersion: z.literal(1),
  /** Grows with each change, so that nobody undoes what they have not seen. */
  version: z._default(z.int(), 0),
});
export type GuardrailPolicy = z.infer<typeof guardrailPolicySchema>;

/** Where an organization has decided nothing. Logs are masked always, whatever a policy says. */
export const defaultGuardrailPolicy: GuardrailPolicy = {
  schemaVersion: 1,
  version: 0,
  maskInPrompts: [...personalDataKinds],
  blockInPrompts: [],
  documentsWithInstructions: 'flag',
  toolAnswersWithInstructions: 'flag',
  secretsInOutput: 'mask',
};

/** The policy as it is stored with an organization; the default where there is none or it cannot be read. */
export function parseGuardrailPolicy(stored: unknown): GuardrailPolicy {
  const value = typeof stored === 'string' ? parsed(stored) : stored;
  const read = guardrailPolicySchema.safeParse(value);
  return read.success ? read.data : defaultGuardrailPolicy;
}

type PromptChoices = Pick<GuardrailChoices, 'maskInPrompts' | 'blockInPrompts'>;

/** What becomes of a kind of data about people in prompts; what is both masked and blocked is blocked. */
export function promptPolicyOf({ maskInPrompts, blockInPrompts }: PromptChoices, kind: PersonalDataKind): PromptPolicy {
  if (blockInPrompts.includes(kind)) return 'block';
  return maskInPrompts.includes(kind) ? 'mask' : 'allow';
}

/** The same choices with another one for a kind of data about people. */
export function withPromptPolicy<Choices extends PromptChoices>(
  choices: Choices,
  kind: PersonalDataKind,
  policy: PromptPolicy,
): Choices {
  const kindsWith = (wanted: PromptPolicy) =>
    personalDataKinds.filter((one) => (one === kind ? policy : promptPolicyOf(choices, one)) === wanted);
  return { ...choices, maskInPrompts: kindsWith('mask'), blockInPrompts: kindsWith('block') };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
