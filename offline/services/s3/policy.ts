import { z } from 'zod';
import { type AccessRequest, type Statement, statementApplies, wildcard } from '../../kernel/iam.ts';
import { type Principal, principalArn } from '../../kernel/principal.ts';
import { S3Error } from './errors.ts';

const texts = z.union([z.string(), z.array(z.string())]);
const who = z.union([z.literal('*'), z.record(z.string(), texts)]);
const statement = z.looseObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: who.optional(),
  NotPrincipal: who.optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.union([texts, z.boolean(), z.number()]))).optional(),
});
const policy = z.looseObject({ Version: z.string().optional(), Statement: z.union([statement, z.array(statement)]) });

type PolicyStatement = z.infer<typeof statement>;
export type Verdict = 'allowed' | 'denied' | 'silent';

const asList = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

/** Parsed texts: every request to a bucket asks its policy. */
const parsedPolicies = new Map<string, PolicyStatement[]>();

/** The statements of a policy's text. @throws S3Error MalformedPolicy */
function parsePolicy(text: string): PolicyStatement[] {
  const known = parsedPolicies.get(text);
  if (known) return known;
  const statements = parseStatements(text);
  if (parsedPolicies.size >= 100) parsedPolicies.clear();
  parsedPolicies.set(text, statements);
  return statements;
}

function parseStatements(text: string): PolicyStatement[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed("Policies must be valid JSON and the first byte must be '{'", cause);
  }
  const parsed = policy.safeParse(value);
  if (!parsed.success) throw malformed('Missing required field or invalid policy syntax', parsed.error);
  const statements = [parsed.data.Statement].flat();
  for (const one of statements) {
    if (one.Principal === undefined && one.NotPrincipal === undefined)
      throw malformed('Missing required field Principal');
    if (one.Action === undefined && one.NotAction === undefined) throw malformed('Missing required field Action');
    if (one.Resource === undefined && one.NotResource === undefined) throw malformed('Missing required field Resource');
  }
  return statements;
}

/** A policy put to a bucket may speak of that bucket only. @throws S3Error MalformedPolicy */
export function checkPolicy(text: string, bucket: string): void {
  const arn = `arn:aws:s3:::${bucket}`;
  for (const { Resource = [] } of parsePolicy(text)) {
    for (const resource of asList(Resource)) {
      const [named = ''] = resource.split('/');
      if (!wildcard(named, arn)) throw malformed('Policy has invalid resource');
    }
  }
}

const malformed = (message: string, cause?: unknown) => new S3Error('MalformedPolicy', message, { cause });

/** What a bucket's policy says of a request; a deny wins over every allow. */
export function verdictOf(text: string, request: AccessRequest, account: string): Verdict {
  const applying = parsePolicy(text).filter(
    (one) => concerns(one, request.principal, account) && statementApplies(plain(one), request),
  );
  if (applying.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return applying.some(({ Effect }) => Effect === 'Allow') ? 'allowed' : 'silent';
}

/** The statement without its principals, its conditions' values as text. */
function plain({ Condition, ...one }: PolicyStatement): Statement {
  const conditions = Object.entries(Condition ?? {}).map(
    ([operator, keys]) =>
      [
        operator,
        Object.fromEntries(
          Object.entries(keys).map(([key, value]) => [key, Array.isArray(value) ? value : String(value)] as const),
        ),
      ] as const,
  );
  return {
    Effect: one.Effect,
    ...(one.Action !== undefined && { Action: one.Action }),
    ...(one.NotAction !== undefined && { NotAction: one.NotAction }),
    ...(one.Resource !== undefined && { Resource: one.Resource }),
    ...(one.NotResource !== undefined && { NotResource: one.NotResource }),
    Condition: Object.fromEntries(conditions),
  };
}

function concerns(
  { Effect, Principal, NotPrincipal }: PolicyStatement,
  principal: Principal,
  account: string,
): boolean {
  if (Principal !== undefined) return includes(Principal, principal, account, Effect);
  return NotPrincipal !== undefined && !includes(NotPrincipal, principal, account, Effect);
}

function includes(
  named: z.infer<typeof who>,
  principal: Principal,
  account: string,
  effect: 'Allow' | 'Deny',
): boolean {
  if (named === '*') return true;
  const services = asList(named.Service ?? []);
  if (principal.kind === 'service') return services.includes(principal.service);
  const arns = asList(named.AWS ?? []);
  if (arns.includes('*')) return true;
  if (principal.kind === 'anonymous') return false;
  // To name the account denies everybody in it, but allows only what their own policies allow.
  const isAccount = arns.includes(account) || arns.includes(`arn:aws:iam::${account}:root`);
  if (isAccount && (effect === 'Deny' || principal.kind === 'administrator')) return true;
  return (
    arns.includes(principalArn(principal, account)) || (principal.kind === 'role' && arns.includes(principal.roleArn))
  );
}

/** Whether a policy opens the bucket to everybody, as `BlockPublicPolicy` and GetBucketPolicyStatus mean it. */
export const isPublicPolicy = (text: string): boolean =>
  parsePolicy(text).some(({ Effect, Principal, Condition }) => {
    const isAnybody = Principal === '*' || (typeof Principal === 'object' && asList(Principal.AWS ?? []).includes('*'));
    return (
      Effect === 'Allow' && isAnybody && !Object.values(Condition ?? {}).some((keys) => Object.keys(keys).some(narrows))
    );
  });

/** Condition keys that confine a statement to somebody known. */
const narrows = (key: string) =>
  /^aws:(SourceArn|SourceAccount|SourceVpc|SourceVpce|SourceIp|PrincipalOrgID|PrincipalArn|PrincipalAccount|userid)$/i.test(
    key,
  );
