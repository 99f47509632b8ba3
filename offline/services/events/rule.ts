import { z } from 'zod';

const count = z.union([z.number(), z.string()]).transform(Number);

export const target = z.looseObject({
  Id: z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/),
  Arn: z.string().min(1).max(1600),
  Input: z.string().max(8192).optional(),
  InputPath: z.string().max(256).optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
    .optional(),
  RetryPolicy: z
    .object({ MaximumRetryAttempts: count.optional(), MaximumEventAgeInSeconds: count.optional() })
    .optional(),
  DeadLetterConfig: z.object({ Arn: z.string().optional() }).optional(),
  RoleArn: z.string().optional(),
  SqsParameters: z.object({ MessageGroupId: z.string().min(1).max(128).optional() }).optional(),
});

export type RuleInput = {
  bus: string;
  name: string;
  pattern: string | undefined;
  schedule: string | undefined;
  enabled: boolean;
  description: string | undefined;
  ofApp: boolean;
  roleArn?: string;
  /** As the API tells it; absent: told by `enabled`. */
  state?: string;
};
export type TargetInput = z.infer<typeof target>;
