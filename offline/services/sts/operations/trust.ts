import { ServiceError } from '../../../kernel/errors.ts';
import { statementApplies, type TrustStatement } from '../../../kernel/iam.ts';
import { type Principal, principalArn } from '../../../kernel/principal.ts';
import type { ServiceContext } from '../../../kernel/service.ts';

export type TrustRequest = {
  action: 'sts:AssumeRole' | 'sts:AssumeRoleWithWebIdentity';
  roleArn: string;
  principal: Principal;
  context: Readonly<Record<string, string | readonly string[]>>;
};

/** How a role's trust policy speaks of a caller: by name, by the account that it is in, or not at all. */
export type Trusted = 'named' | 'account' | 'no';

/**
 * Whether a role's trust policy lets a caller in; a deny that speaks of the caller keeps it out.
 * @param names how the trust policy may name the caller, and whether that means it alone or its whole account.
 */
export function trusted(
  { clock, policies }: ServiceContext,
  { action, roleArn, principal, context }: TrustRequest,
  names: (statement: TrustStatement) => Trusted,
): Trusted {
  const applying = (policies.trust(roleArn)?.statements ?? [])
    .map((statement) => ({ statement, how: names(statement) }))
    .filter(({ statement, how }) => {
      if (how === 'no') return false;
      return statementApplies(statement, { principal, action, resource: roleArn, context }, clock.now());
    });
  if (applying.some(({ statement }) => statement.Effect === 'Deny')) return 'no';
  if (applying.some(({ how }) => how === 'named')) return 'named';
  return applying.length > 0 ? 'account' : 'no';
}

/** How a statement names a caller of this account. */
export function awsPrincipal(principal: Principal, account: string) {
  const own = new Set([principalArn(principal, account), ...(principal.kind === 'role' ? [principal.roleArn] : [])]);
  return ({ Principal }: TrustStatement): Trusted => {
    if (Principal === '*') return 'named';
    const listed = Principal.AWS ?? [];
    if (listed.some((name) => name === '*' || own.has(name))) return 'named';
    return listed.some((name) => name === account || name === `arn:aws:iam::${account}:root`) ? 'account' : 'no';
  };
}

/** @throws ServiceError AccessDenied always, in the service's words. */
export function denied(
  { account }: ServiceContext,
  { action, roleArn, principal }: Omit<TrustRequest, 'context'>,
): never {
  const message =
    action === 'sts:AssumeRole'
      ? `User: ${principalArn(principal, account)} is not authorized to perform: ${action} on resource: ${roleArn}`
      : `Not authorized to perform ${action}`;
  throw new ServiceError('AccessDenied', message, { status: 403 });
}
