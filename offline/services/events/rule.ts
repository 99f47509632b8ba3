import { z } from 'zod';

const count = z.union([z.number(), z.string()]).transform(Number);

export const target = z.looseObject({
  Id: z.string().min(1).max(64),
  Arn: z.string().min(1),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
    .optional(),
  RetryPolicy: z
    .object({ MaximumRetryAttempts: count.optional(), MaximumEventAgeInSeconds: count.optional() })
    .optional(),
  DeadLetterConfig: z.object({ Arn: z.string().optional() }).optional(),
  SqsParameters: z.object({ MessageGroupId: z.string() }).optional(),
});

export type RuleInput = {
  bus: string;
  name: string;
  pattern: string | undefined;
  schedule: string | undefined;
  enabled: boolean;
  description: string | undefined;
  ofApp: boolean;
};
export type TargetInput = z.infer<typeof target>;
