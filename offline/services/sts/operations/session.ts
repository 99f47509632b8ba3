import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import type { Statement } from '../../../kernel/iam.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { ServiceContext } from '../../../kernel/service.ts';
import type { XmlValue } from '../xml.ts';
import { readSessionPolicy } from './session-policy.ts';

/** What each parameter must be, in the words of the service's own messages. */
const CONSTRAINTS: Readonly<Record<string, string>> = {
  RoleArn: 'Member must satisfy regular expression pattern: arn:aws:iam::\\d{12}:role/.+',
  RoleSessionName: 'Member must satisfy regular expression pattern: [\\w+=,.@-]* with a length between 2 and 64',
  DurationSeconds: 'Member must have value between 900 and 43200',
  Policy: 'Member must have length less than or equal to 2048',
};

const SessionParameters = z.object({
  RoleArn: z.string().regex(/^arn:aws:iam::\d{12}:role\/.+$/),
  RoleSessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/),
  DurationSeconds: z.coerce.number().int().min(900).max(43_200).default(3600),
  Policy: z.string().min(1).max(2048).optional(),
  ExternalId: z.string().min(2).max(1224).optional(),
});

export type SessionRequest = Omit<z.infer<typeof SessionParameters>, 'Policy'> & {
  sessionPolicy: readonly Statement[] | undefined;
  /** Of what may be packed, in percent. */
  packed: number;
};

/** @throws ServiceError ValidationError naming the parameter, MalformedPolicyDocument */
export function sessionRequest(parameters: Readonly<Record<string, string>>): SessionRequest {
  const parsed = SessionParameters.safeParse(parameters);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? '');
    const member = name.charAt(0).toLowerCase() + name.slice(1);
    throw new ServiceError(
      'ValidationError',
      `1 validation error detected: Value ${name in parameters ? `'${parameters[name]}'` : 'null'} at '${member}' failed to satisfy constraint: ${CONSTRAINTS[name] ?? 'Member must not be null'}`,
    );
  }
  if (Object.keys(parameters).some((name) => name.startsWith('PolicyArns.'))) {
    throw new ServiceError('ValidationError', 'PolicyArns does not work offline: give the policy itself as Policy.');
  }
  const { Policy, ...request } = parsed.data;
  return {
    ...request,
    sessionPolicy: Policy === undefined ? undefined : readSessionPolicy(Policy),
    packed: Math.ceil(((Policy?.length ?? 0) / 2048) * 100),
  };
}

/** Temporary credentials of a role, as the API shows them. @throws ServiceError ValidationError for too long a session. */
export function openSession(
  context: ServiceContext,
  request: SessionRequest,
  principal: Partial<Extract<Principal, { kind: 'role' }>> = {},
): Record<string, XmlValue> {
  const { RoleArn, RoleSessionName, DurationSeconds, sessionPolicy, packed } = request;
  if (DurationSeconds > (context.policies.trust(RoleArn)?.maximumSeconds ?? 3600)) {
    throw new ServiceError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  const roleName = RoleArn.split('/').at(-1) ?? '';
  return {
    AssumedRoleUser: {
      AssumedRoleId: `AROAOFFLINE:${RoleSessionName}`,
      Arn: `arn:aws:sts::${context.account}:assumed-role/${roleName}/${RoleSessionName}`,
    },
    Credentials: credentialsOf(
      context,
      {
        ...{ kind: 'role', roleArn: RoleArn, sessionName: RoleSessionName },
        ...principal,
        ...(sessionPolicy ? { sessionPolicy } : {}),
      },
      DurationSeconds,
    ),
    ...(sessionPolicy ? { PackedPolicySize: packed } : {}),
  };
}

/** Temporary credentials of a principal, as the API shows them. */
export function credentialsOf(
  context: ServiceContext,
  principal: Principal,
  seconds: number,
): Record<string, XmlValue> {
  const issued = context.credentials.issue(principal, context.clock.now() + seconds * 1000);
  return {
    AccessKeyId: issued.accessKeyId,
    SecretAccessKey: issued.secretAccessKey,
    SessionToken: issued.sessionToken,
    Expiration: new Date(issued.expiresAt).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}
