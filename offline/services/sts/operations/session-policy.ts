import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import type { Statement } from '../../../kernel/iam.ts';

const texts = z.union([z.string(), z.array(z.string())]);
const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const StatementShape = z
  .object({
    Effect: z.enum(['Allow', 'Deny']),
    Action: texts.optional(),
    NotAction: texts.optional(),
    Resource: texts.optional(),
    NotResource: texts.optional(),
    Condition: z.record(z.string(), z.record(z.string(), z.union([value, z.array(value)]))).optional(),
  })
  .refine((one) => (one.Action === undefined) !== (one.NotAction === undefined))
  .refine((one) => (one.Resource === undefined) !== (one.NotResource === undefined));
const Document = z.object({ Statement: z.union([StatementShape.transform((one) => [one]), z.array(StatementShape)]) });

/** The statements of a session's policy. @throws ServiceError MalformedPolicyDocument */
export function readSessionPolicy(text: string): Statement[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw malformed(cause);
  }
  const parsed = Document.safeParse(document);
  if (!parsed.success) throw malformed(parsed.error);
  return parsed.data.Statement;
}

const malformed = (cause: unknown) =>
  new ServiceError('MalformedPolicyDocument', 'Syntax errors in policy.', { cause });
