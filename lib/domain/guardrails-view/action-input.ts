import * as z from 'zod/mini';
import { guardrailChoicesSchema } from '../guardrails/policy.ts';

/** What the screen sends when the policy is changed: the choices, and the version that they were made on. */
export const setGuardrailPolicySchema = z.object({
  choices: guardrailChoicesSchema,
  seen: z.int().check(z.minimum(0)),
});
