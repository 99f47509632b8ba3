import { z } from 'zod';

const Cors = z.object({
  AllowCredentials: z.coerce.boolean().optional(),
  AllowHeaders: z.array(z.string()).optional(),
  AllowMethods: z.array(z.string()).optional(),
  AllowOrigins: z.array(z.string()).optional(),
  ExposeHeaders: z.array(z.string()).optional(),
  MaxAge: z.coerce.number().optional(),
});
export const UrlProperties = z.object({
  AuthType: z.enum(['AWS_IAM', 'NONE']),
  InvokeMode: z.enum(['BUFFERED', 'RESPONSE_STREAM']).default('BUFFERED'),
  Cors: Cors.optional(),
});

/** A function's own address, and who may call it how. */
export type FunctionUrl = {
  address: string;
  authType: 'AWS_IAM' | 'NONE';
  invokeMode: 'BUFFERED' | 'RESPONSE_STREAM';
  cors: z.infer<typeof Cors> | undefined;
};
