import { ServiceError } from './errors.ts';
import { type ConditionKeys, conditionsHold } from './iam-conditions.ts';
import { substitute, wildcard } from './iam-patterns.ts';
import { type Principal, principalArn } from './principal.ts';
import type { Statement } from './statement.ts';

export { wildcard } from './iam-patterns.ts';
export type { Statement } from './statement.ts';

/** A statement of a role's trust policy. */
export type TrustStatement = Statement & {
  Principal: '*' | Readonly<Partial<Record<'AWS' | 'Service' | 'Federated', readonly string[]>>>;
};

/** Who may take a role, and for how long. */
export type Trust = { readonly statements: readonly TrustStatement[]; readonly maximumSeconds: number };

export type AccessRequest = {
  principal: Principal;
  /** `dynamodb:PutItem`. */
  action: string;
  /** ARN of what is acted upon; `*` for operations without one. */
  resource: string;
  /** Condition keys by name, e.g. `s3:prefix`; those of many values have a list. */
  context?: Readonly<Record<string, string | readonly string[]>>;
};

export type PolicySet = {
  /** Permission boundaries by role ARN. */
  readonly boundaries?: ReadonlyMap<string, readonly Statement[]>;
  /** Trust policies by role ARN. */
  readonly trusts?: ReadonlyMap<string, Trust>;
};

type Decision = 'allowed' | { deniedBy: string };

/**
 * Identity policies of the app's roles, evaluated as IAM does: an explicit deny wins, else one allow is needed, in the
 * role's policies and in each of its boundary and session policy where it has them.
 */
export class PolicyStore {
  readonly account: string;
  readonly #now: () => number;
  #statements: ReadonlyMap<string, readonly Statement[]> = new Map();
  #boundaries: ReadonlyMap<string, readonly Statement[]> = new Map();
  #trusts: ReadonlyMap<string, Trust> = new Map();

  constructor(account: string, now: () => number = Date.now) {
    this.account = account;
    this.#now = now;
  }

  /** Replaces all roles' statements, by role ARN. */
  replace(statements: ReadonlyMap<string, readonly Statement[]>, { boundaries, trusts }: PolicySet = {}): void {
    this.#statements = new Map(statements);
    this.#boundaries = new Map(boundaries);
    this.#trusts = new Map(trusts);
  }

  /** The trust policy of one of the app's roles. */
  trust(roleArn: string): Trust | undefined {
    return this.#trusts.get(roleArn);
  }

  /** Whether the role is one of the app's, so that its policies say something. */
  knows(roleArn: string): boolean {
    return this.#statements.has(roleArn);
  }

  isAllowed(request: AccessRequest): boolean {
    return this.#decide(request) === 'allowed';
  }

  /** Whether a statement denies it in so many words, whatever else allows it. */
  isDenied(request: AccessRequest): boolean {
    const decision = this.#decide(request);
    return decision !== 'allowed' && decision.deniedBy.startsWith('with an explicit deny');
  }

  /** @throws ServiceError AccessDeniedException (or `code`) in IAM's words. */
  authorize(request: AccessRequest, code = 'AccessDeniedException', status?: number): void {
    const decision = this.#decide(request);
    if (decision === 'allowed') return;
    throw new ServiceError(
      code,
      `User: ${principalArn(request.principal, this.account)} is not authorized to perform: ${request.action} on resource: ${request.resource} ${decision.deniedBy}`,
      { status: status ?? (code === 'AccessDeniedException' ? 400 : 403) },
    );
  }

  #decide(request: AccessRequest): Decision {
    const { principal, action } = request;
    switch (principal.kind) {
      case 'administrator':
      case 'service':
        return 'allowed';
      case 'anonymous':
        return { deniedBy: `because no identity-based policy allows the ${action} action` };
      case 'role': {
        const keys = lazily(() => conditionKeys(request, this.account, this.#now()));
        const sets = [
          ['identity-based policy', this.#statements.get(principal.roleArn) ?? []],
          ['permissions boundary', this.#boundaries.get(principal.roleArn)],
          ['session policy', principal.sessionPolicy],
        ] as const;
        for (const [name, statements = []] of sets) {
          if (statements.some((one) => one.Effect === 'Deny' && applies(one, request, keys))) {
            return { deniedBy: `with an explicit deny in ${name === 'permissions boundary' ? 'a' : 'an'} ${name}` };
          }
        }
        for (const [name, statements] of sets) {
          if (statements?.some((one) => one.Effect === 'Allow' && applies(one, request, keys)) === false) {
            return { deniedBy: `because no ${name} allows the ${action} action` };
          }
        }
        return 'allowed';
      }
    }
  }
}

/**
 * Whether a statement speaks of a request: action, resource and conditions. Who is meant is the asker's to decide. A
 * condition that cannot be read fails safe: an allow does not apply, a deny does.
 */
export function statementApplies(statement: Statement, request: AccessRequest, now = Date.now()): boolean {
  return applies(
    statement,
    request,
    lazily(() => conditionKeys(request, '', now)),
  );
}

function applies(statement: Statement, { action, resource }: AccessRequest, keys: () => ConditionKeys): boolean {
  const actions = statement.Action ?? statement.NotAction;
  const lower = action.toLowerCase();
  const actionMatches = asList(actions).some((pattern) => wildcard(pattern.toLowerCase(), lower));
  if (actionMatches === (statement.Action === undefined)) return false;

  const resources = statement.Resource ?? statement.NotResource;
  if (resources !== undefined) {
    const matches = asList(resources).some((text) => {
      const pattern = text.includes('${') ? substitute(text, keys()) : text;
      return pattern !== undefined && wildcard(pattern, resource);
    });
    if (matches === (statement.Resource === undefined)) return false;
  }
  if (!statement.Condition) return true;
  const holding = conditionsHold(statement.Condition, keys());
  return holding === 'unknown' ? statement.Effect === 'Deny' : holding;
}

/** Most requests are decided without a look at what is known of them. */
function lazily<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** All that is known of a request, by key in lower case: what its service says, and what every request has. */
function conditionKeys({ principal, context = {} }: AccessRequest, account: string, now: number): ConditionKeys {
  const keys = new Map<string, readonly string[]>();
  const set = (name: string, value: string | readonly string[] | undefined) => {
    if (value !== undefined) keys.set(name.toLowerCase(), typeof value === 'string' ? [value] : value);
  };
  set('aws:CurrentTime', new Date(now).toISOString());
  set('aws:EpochTime', String(Math.floor(now / 1000)));
  set('aws:SourceIp', '127.0.0.1');
  // What is http on this machine is https in the cloud.
  set('aws:SecureTransport', 'true');
  set('aws:RequestedRegion', 'us-east-1');
  if (principal.kind === 'role') {
    set('aws:PrincipalType', 'AssumedRole');
    set('aws:PrincipalArn', principal.roleArn);
    set('aws:PrincipalAccount', account || principal.roleArn.split(':')[4]);
    set('aws:userid', `AROAOFFLINE:${principal.sessionName}`);
    const { cognitoIdentity } = principal;
    set('cognito-identity.amazonaws.com:sub', cognitoIdentity?.identityId);
    set('cognito-identity.amazonaws.com:aud', cognitoIdentity?.identityPoolId);
  }
  if (principal.kind === 'administrator') {
    set('aws:PrincipalType', 'User');
    set('aws:username', 'offline');
    set('aws:userid', 'AIDAOFFLINE');
    set('aws:PrincipalArn', principalArn(principal, account));
    set('aws:PrincipalAccount', account || undefined);
  }
  for (const [name, value] of Object.entries(context)) set(name, value);
  return keys;
}

const asList = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;
