import { ServiceError } from '../../kernel/errors.ts';
import { invalidParameter, notAuthorized } from './faults.ts';
import type { Login } from './logins.ts';
import type { RoleMapping, RoleRule } from './settings.ts';
import type { IdentityPool } from './state.ts';

const NO_ROLE = 'Invalid identity pool configuration. Check assigned IAM roles for this pool.';

/**
 * The role whose credentials an identity gets: the guest role, or what the provider's mapping makes of the token's groups
 * or claims, or the role of all who are signed in.
 * @throws ServiceError InvalidIdentityPoolConfigurationException, NotAuthorizedException, InvalidParameterException
 */
export function chooseRole({ settings }: IdentityPool, login: Login | undefined, customRoleArn?: string): string {
  const { roles, mappings } = settings;
  if (!login) return required(roles.unauthenticated);
  const mapping = mappings.get(`${login.provider}:${login.clientId}`);
  if (!mapping) return required(roles.authenticated);
  const chosen = mapping.Type === 'Token' ? roleOfToken(login, customRoleArn) : roleOfRules(mapping, login);
  if (chosen) return chosen;
  if (mapping.AmbiguousRoleResolution === 'AuthenticatedRole') return required(roles.authenticated);
  throw notAuthorized('Access denied: the token names no role, and the role mapping denies access then.');
}

function required(role: string | undefined): string {
  if (role === undefined) throw new ServiceError('InvalidIdentityPoolConfigurationException', NO_ROLE);
  return role;
}

function roleOfToken({ claims }: Login, customRoleArn: string | undefined): string | undefined {
  const roles = Array.isArray(claims['cognito:roles']) ? claims['cognito:roles'].map(String) : [];
  if (customRoleArn !== undefined) {
    if (!roles.includes(customRoleArn)) throw invalidParameter('The custom role is none of the roles of the token.');
    return customRoleArn;
  }
  const preferred = claims['cognito:preferred_role'];
  if (typeof preferred === 'string') return preferred;
  return roles.length === 1 ? roles[0] : undefined;
}

function roleOfRules({ RulesConfiguration }: RoleMapping, { claims }: Login): string | undefined {
  return RulesConfiguration?.Rules.find((rule) => matches(rule, claims[rule.Claim]))?.RoleARN;
}

function matches({ MatchType, Value }: RoleRule, claim: unknown): boolean {
  const values = claimValues(claim);
  if (values.length === 0) return false;
  switch (MatchType) {
    case 'Equals':
      return values.join(',') === Value;
    case 'NotEqual':
      return values.join(',') !== Value;
    case 'StartsWith':
      return values.some((value) => value.startsWith(Value));
    case 'Contains':
      return values.some((value) => value.includes(Value));
  }
}

function claimValues(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.map(String);
  return typeof claim === 'string' || typeof claim === 'number' || typeof claim === 'boolean' ? [String(claim)] : [];
}
