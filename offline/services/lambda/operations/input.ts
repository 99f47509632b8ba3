import { z } from 'zod';

/** Members that many operations take. */
export const FunctionName = z.string().regex(/^[\w:.$-]{1,200}$/, 'must be a function’s name or ARN');
export const Qualifier = z
  .string()
  .regex(/^[\w$.:-]{1,128}$/)
  .optional();
export const Page = { Marker: z.string().optional(), MaxItems: z.coerce.number().int().min(1).max(10_000).optional() };
export const OneFunction = z.object({ FunctionName, Qualifier });
