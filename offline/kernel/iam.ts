import { ServiceError } from './errors.ts';
import { type Principal, principalArn } from './principal.ts';

/** A policy statement as in a template, with intrinsics resolved. */
export type Statement = {
  Effect: 'Allow' | 'Deny';
  Action?: string | readonly string[];
  NotAction?: string | readonly string[];
  Resource?: string | readonly string[];
  NotResource?: string | readonly string[];
  Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

export type AccessRequest = {
  principal: Principal;
  /** `dynamodb:PutItem`. */
  action: string;
  /** ARN of what is acted upon; `*` for operations without one. */
  resource: string;
  /** Condition keys by name, e.g. `s3:prefix`. */
  context?: Readonly<Record<string, string>>;
};

/** Identity policies of the app's roles, evaluated as IAM does: an explicit deny wins, else one allow is needed. */
export class PolicyStore {
  readonly account: string;
  #statements = new Map<string, Statement[]>();

  constructor(account: string) {
    this.account = account;
  }

  /** Replaces all roles' statements, by role ARN. */
  replace(statements: ReadonlyMap<string, readonly Statement[]>): void {
    this.#statements = new Map([...statements].map(([arn, list]) => [arn, [...list]]));
  }

  /** Whether the role is one of the app's, so that its policies say something. */
  knows(roleArn: string): boolean {
    return this.#statements.has(roleArn);
  }

  isAllowed({ principal, action, resource, context = {} }: AccessRequest): boolean {
    switch (principal.kind) {
      case 'administrator':
      case 'service':
        return true;
      case 'anonymous':
        return false;
      case 'role': {
        const statements = this.#statements.get(principal.roleArn) ?? [];
        const variables = { ...context, ...identityVariables(principal) };
        const applying = statements.filter((statement) => applies(statement, action, resource, variables));
        return applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
      }
    }
  }

  /** @throws ServiceError AccessDeniedException (or `code`) in IAM's words. */
  authorize(request: AccessRequest, code = 'AccessDeniedException'): void {
    if (this.isAllowed(request)) return;
    throw new ServiceError(
      code,
      `User: ${principalArn(request.principal, this.account)} is not authorized to perform: ${request.action} on resource: ${request.resource} because no identity-based policy allows the ${request.action} action`,
      { status: code === 'AccessDeniedException' ? 400 : 403 },
    );
  }
}

/** Whether a statement speaks of a request: action, resource and conditions. Who is meant is the asker's to decide. */
export function statementApplies(
  statement: Statement,
  { principal, action, resource, context = {} }: AccessRequest,
): boolean {
  return applies(statement, action, resource, { ...context, ...identityVariables(principal) });
}

function identityVariables(principal: Principal): Record<string, string> {
  if (principal.kind !== 'role' || !principal.cognitoIdentity) return {};
  return {
    'cognito-identity.amazonaws.com:sub': principal.cognitoIdentity.identityId,
    'cognito-identity.amazonaws.com:aud': principal.cognitoIdentity.identityPoolId,
  };
}

function applies(
  statement: Statement,
  action: string,
  resource: string,
  variables: Readonly<Record<string, string>>,
): boolean {
  const actions = statement.Action ?? statement.NotAction;
  const actionMatches = asList(actions).some((pattern) => wildcard(pattern.toLowerCase(), action.toLowerCase()));
  if (actionMatches === (statement.Action === undefined)) return false;

  const resources = statement.Resource ?? statement.NotResource;
  if (resources !== undefined) {
    const matches = asList(resources).some((pattern) => wildcard(substitute(pattern, variables), resource));
    if (matches === (statement.Resource === undefined)) return false;
  }
  return Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) =>
      holds(
        operator,
        variables[key],
        asList(expected).map((text) => substitute(text, variables)),
      ),
    ),
  );
}

/** The condition operators that synthesized Amplify apps use; an unknown one never holds, so nothing is allowed by mistake. */
function holds(operator: string, actual: string | undefined, expected: readonly string[]): boolean {
  if (operator.endsWith('IfExists')) {
    return actual === undefined || holds(operator.slice(0, -'IfExists'.length), actual, expected);
  }
  if (operator === 'Null') return expected.includes(String(actual === undefined));
  if (actual === undefined) return operator.includes('Not');
  switch (operator.replace(/^For(Any|All)Values?:/, '')) {
    case 'StringEquals':
    case 'ArnEquals':
    case 'Bool':
      return expected.includes(actual);
    case 'StringEqualsIgnoreCase':
      return expected.some((text) => text.toLowerCase() === actual.toLowerCase());
    case 'StringNotEquals':
      return !expected.includes(actual);
    case 'StringLike':
    case 'ArnLike':
      return expected.some((pattern) => wildcard(pattern, actual));
    case 'StringNotLike':
      return !expected.some((pattern) => wildcard(pattern, actual));
    default:
      return false;
  }
}

const asList = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

const substitute = (text: string, variables: Readonly<Record<string, string>>) =>
  text.replace(/\$\{([^}]+)\}/g, (whole, name: string) => variables[name] ?? whole);

/** IAM's wildcards: `*` any run of characters, `?` one. Linear in the text, whatever the pattern. */
export function wildcard(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star !== -1) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
