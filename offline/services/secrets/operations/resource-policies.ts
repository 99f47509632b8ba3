import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { SecretState } from '../state.ts';

// Resource policies are kept and shown. They are not evaluated: within the one account callers' own policies decide.

const One = z.object({ SecretId: z.string().min(1) });
const Document = z.object({
  Version: z.string().optional(),
  Statement: z.union([z.looseObject({}), z.array(z.looseObject({})).min(1)]),
});

/** What is wrong with a policy's text, or undefined. */
function fault(text: string): string | undefined {
  try {
    const parsed = Document.safeParse(JSON.parse(text));
    return parsed.success ? undefined : 'This resource policy contains a syntax error.';
  } catch {
    return 'This resource policy contains invalid Json.';
  }
}

export const putResourcePolicy = defineOperation({
  schema: One.extend({ ResourcePolicy: z.string().min(1).max(20_480), BlockPublicPolicy: z.boolean().optional() }),
  execute(state: SecretState, { SecretId, ResourcePolicy }, { principal }) {
    const secret = state.require(SecretId);
    state.authorize(principal, 'PutResourcePolicy', secret.arn);
    const problem = fault(ResourcePolicy);
    if (problem) throw new ServiceError('MalformedPolicyDocumentException', problem);
    state.describe(secret.name, { policy: ResourcePolicy });
    return { ARN: secret.arn, Name: secret.name };
  },
});

export const getResourcePolicy = defineOperation({
  schema: One,
  execute(state: SecretState, { SecretId }, { principal }) {
    const { arn, name, policy } = state.require(SecretId);
    state.authorize(principal, 'GetResourcePolicy', arn);
    return { ARN: arn, Name: name, ...(policy === null ? {} : { ResourcePolicy: policy }) };
  },
});

export const deleteResourcePolicy = defineOperation({
  schema: One,
  execute(state: SecretState, { SecretId }, { principal }) {
    const { arn, name } = state.require(SecretId);
    state.authorize(principal, 'DeleteResourcePolicy', arn);
    state.describe(name, { policy: null });
    return { ARN: arn, Name: name };
  },
});

export const validateResourcePolicy = defineOperation({
  schema: z.object({ SecretId: z.string().min(1).optional(), ResourcePolicy: z.string().min(1).max(20_480) }),
  execute(state: SecretState, { SecretId, ResourcePolicy }, { principal }) {
    state.authorize(principal, 'ValidateResourcePolicy', SecretId === undefined ? '*' : state.require(SecretId).arn);
    const problem = fault(ResourcePolicy);
    return {
      PolicyValidationPassed: problem === undefined,
      ValidationErrors: problem === undefined ? [] : [{ CheckName: 'POLICY_SYNTAX', ErrorMessage: problem }],
    };
  },
});
