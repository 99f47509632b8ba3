import type { DirectiveNode } from 'graphql';

export const AUTHORIZATION_MODES = [
  'API_KEY',
  'AWS_IAM',
  'AMAZON_COGNITO_USER_POOLS',
  'OPENID_CONNECT',
  'AWS_LAMBDA',
] as const;
export type AuthorizationMode = (typeof AUTHORIZATION_MODES)[number];

/** Who may have a field: by mode, and for user pools the groups of which one is needed (absent: everybody). */
export type FieldRule = Readonly<Partial<Record<AuthorizationMode, { readonly groups?: readonly string[] }>>>;

const MODE_OF_DIRECTIVE: Readonly<Record<string, AuthorizationMode>> = {
  aws_api_key: 'API_KEY',
  aws_iam: 'AWS_IAM',
  aws_oidc: 'OPENID_CONNECT',
  aws_lambda: 'AWS_LAMBDA',
  aws_cognito_user_pools: 'AMAZON_COGNITO_USER_POOLS',
  aws_auth: 'AMAZON_COGNITO_USER_POOLS',
};

/** The rule that the directives of a field or type make, or undefined where none of them is about authorization. */
export function ruleOf(directives: readonly DirectiveNode[] | undefined): FieldRule | undefined {
  let rule: Partial<Record<AuthorizationMode, { groups?: readonly string[] }>> | undefined;
  for (const directive of directives ?? []) {
    const mode = MODE_OF_DIRECTIVE[directive.name.value];
    if (!mode) continue;
    const groups = groupsOf(directive);
    rule ??= {};
    rule[mode] = groups ? { groups } : {};
  }
  return rule;
}

function groupsOf(directive: DirectiveNode): string[] | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === 'cognito_groups')?.value;
  if (value?.kind === 'StringValue') return [value.value];
  if (value?.kind !== 'ListValue') return undefined;
  return value.values.flatMap((item) => (item.kind === 'StringValue' ? [item.value] : []));
}

/** Whether a caller of that mode, member of those groups, may have what the rule guards. What is not listed is refused. */
export function permits(rule: FieldRule, mode: AuthorizationMode, groups: readonly string[]): boolean {
  const entry = rule[mode];
  if (!entry) return false;
  return entry.groups === undefined || entry.groups.some((group) => groups.includes(group));
}
