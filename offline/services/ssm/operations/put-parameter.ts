import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { principalArn } from '../../../kernel/principal.ts';
import { checkName, invalid } from '../names.ts';
import { checkPolicies } from '../policies.ts';
import type { ParameterState, Tier } from '../state.ts';
import { Tags } from './tags.ts';

const LARGEST = { Standard: 4096, Advanced: 8192 } as const;

export const putParameter = defineOperation({
  schema: z.object({
    Name: z.string().min(1).max(2048),
    Value: z.string().min(1),
    Type: z.enum(['String', 'StringList', 'SecureString']).optional(),
    Description: z.string().max(1024).optional(),
    Overwrite: z.boolean().optional(),
    KeyId: z.string().min(1).max(256).optional(),
    AllowedPattern: z.string().max(1024).optional(),
    Tier: z.enum(['Standard', 'Advanced', 'Intelligent-Tiering']).optional(),
    DataType: z.enum(['text', 'aws:ec2:image', 'aws:ssm:integration']).optional(),
    Policies: z.string().max(4096).optional(),
    Tags: Tags.optional(),
  }),
  execute(state: ParameterState, input, { principal }) {
    checkName(input.Name);
    state.authorize(principal, 'PutParameter', input.Name);
    const last = state.find(input.Name);
    const type = input.Type ?? last?.type;
    if (!type) throw invalid('A parameter type is required when you create a parameter.');
    if (input.KeyId !== undefined && type !== 'SecureString') {
      throw new ServiceError('ValidationException', 'KeyId is required for SecureString type parameter only.');
    }
    if (input.Tags && input.Overwrite) {
      throw invalid(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
      );
    }
    const tier = tierOf(input.Value, input.Tier, last?.tier);
    if (input.Policies !== undefined && input.Policies !== '') {
      if (tier !== 'Advanced') {
        throw invalid('Parameter policies can be added only to parameters of the advanced-parameter tier.');
      }
      checkPolicies(input.Policies);
    }
    checkPattern(input.Value, input.AllowedPattern ?? last?.allowedPattern ?? undefined);
    const written = state.put({
      ...{ name: input.Name, value: input.Value, type, tier, overwrite: input.Overwrite ?? false },
      ...{ description: input.Description, dataType: input.DataType, allowedPattern: input.AllowedPattern },
      ...{ keyId: input.KeyId, policies: input.Policies },
      modifiedBy: principalArn(principal, state.context.account),
    });
    if (input.Tags) state.tag(input.Name, input.Tags);
    return { Version: written.version, Tier: written.tier };
  },
});

/** @throws ServiceError ValidationException where the value is too large for the tier, or the tier would go down. */
function tierOf(value: string, wanted: Tier | 'Intelligent-Tiering' | undefined, last: Tier | undefined): Tier {
  const size = Buffer.byteLength(value);
  if (wanted === 'Standard' && last === 'Advanced') {
    throw invalid(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.",
    );
  }
  const tier =
    wanted === 'Intelligent-Tiering'
      ? size > LARGEST.Standard || last === 'Advanced'
        ? 'Advanced'
        : 'Standard'
      : (wanted ?? last ?? 'Standard');
  if (size <= LARGEST[tier]) return tier;
  throw invalid(
    tier === 'Standard'
      ? `Standard tier parameters support a maximum parameter value of ${LARGEST.Standard} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.`
      : `Advanced tier parameters support a maximum parameter value of ${LARGEST.Advanced} characters.`,
  );
}

function checkPattern(value: string, pattern: string | undefined): void {
  if (pattern === undefined || pattern === '') return;
  let expression: RegExp;
  try {
    expression = new RegExp(pattern);
  } catch (cause) {
    throw new ServiceError('InvalidAllowedPatternException', `The allowed pattern ${pattern} is no expression.`, {
      cause,
    });
  }
  if (expression.test(value)) return;
  throw new ServiceError(
    'ParameterPatternMismatchException',
    `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
  );
}
