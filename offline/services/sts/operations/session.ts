import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import type { ServiceContext } from '../../../kernel/service.ts';
import type { XmlValue } from '../xml.ts';

const SessionParameters = z.object({
  RoleArn: z.string().regex(/^arn:aws:iam::\d{12}:role\/.+$/),
  RoleSessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/),
  DurationSeconds: z.coerce.number().int().min(900).max(43_200).default(3600),
});

export type SessionRequest = z.infer<typeof SessionParameters>;

/** @throws ServiceError ValidationError naming the parameter. */
export function sessionRequest(parameters: Readonly<Record<string, string>>): SessionRequest {
  const parsed = SessionParameters.safeParse(parameters);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ServiceError('ValidationError', `${issue?.path.join('.')}: ${issue?.message}`);
}

/** Temporary credentials of a role, as the API shows them. */
export function openSession(context: ServiceContext, request: SessionRequest): Record<string, XmlValue> {
  const { RoleArn, RoleSessionName, DurationSeconds } = request;
  const issued = context.credentials.issue(
    { kind: 'role', roleArn: RoleArn, sessionName: RoleSessionName },
    context.clock.now() + DurationSeconds * 1000,
  );
  const roleName = RoleArn.split('/').at(-1) ?? '';
  return {
    AssumedRoleUser: {
      AssumedRoleId: `AROAOFFLINE:${RoleSessionName}`,
      Arn: `arn:aws:sts::${context.account}:assumed-role/${roleName}/${RoleSessionName}`,
    },
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretAccessKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: new Date(issued.expiresAt).toISOString(),
    },
  };
}
