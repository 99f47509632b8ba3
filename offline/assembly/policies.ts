import type { Statement, Trust, TrustStatement } from '../kernel/iam.ts';
import type { Resource } from '../kernel/resource.ts';
import { isObject, listOf, objectOf, textOf } from './values.ts';

/** What the AWS-managed policies allow that synthesized apps attach; others allow nothing and are named. */
const AWS_MANAGED: Readonly<Record<string, readonly Statement[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': [
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: '*',
    },
  ],
  'service-role/AWSLambdaDynamoDBExecutionRole': [
    {
      Effect: 'Allow',
      Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      Resource: '*',
    },
  ],
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    {
      Effect: 'Allow',
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      Resource: '*',
    },
  ],
  'service-role/AWSAppSyncPushToCloudWatchLogs': [],
  AWSXRayDaemonWriteAccess: [],
  CloudWatchLambdaInsightsExecutionRolePolicy: [],
  AdministratorAccess: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

export type GatheredPolicies = {
  /** Statements by role ARN: inline, attached and managed. */
  readonly statements: ReadonlyMap<string, readonly Statement[]>;
  /** Permission boundaries by role ARN; one that is not known allows nothing. */
  readonly boundaries: ReadonlyMap<string, readonly Statement[]>;
  readonly trusts: ReadonlyMap<string, Trust>;
  readonly warnings: readonly string[];
};

/** All that the app's roles are allowed, from its resolved IAM resources. */
export function gatherPolicies(resources: readonly Resource[]): GatheredPolicies {
  const statements = new Map<string, Statement[]>();
  const boundaries = new Map<string, readonly Statement[]>();
  const trusts = new Map<string, Trust>();
  const warnings: string[] = [];
  const arnByName = new Map<string, string>();
  const managed = new Map<string, readonly Statement[]>();

  for (const { type, ref, attributes, properties } of resources) {
    if (type === 'AWS::IAM::Role') {
      arnByName.set(ref, textOf(attributes.Arn));
      statements.set(textOf(attributes.Arn), []);
      trusts.set(textOf(attributes.Arn), trustOf(properties));
    }
    if (type === 'AWS::IAM::ManagedPolicy') managed.set(ref, statementsOf(properties.PolicyDocument));
  }

  const attach = (role: string, more: readonly Statement[]) => {
    const arn = role.startsWith('arn:') ? role : (arnByName.get(role) ?? role);
    statements.set(arn, [...(statements.get(arn) ?? []), ...more]);
  };
  for (const { type, logicalId, ref, attributes, properties } of resources) {
    switch (type) {
      case 'AWS::IAM::Role':
        if (properties.PermissionsBoundary !== undefined) {
          const arn = textOf(properties.PermissionsBoundary);
          const known = managed.get(arn) ?? awsManaged(arn);
          if (!known)
            warnings.push(
              `${logicalId}: the permissions boundary ${arn} is not known offline: the role may do nothing here.`,
            );
          boundaries.set(textOf(attributes.Arn), known ?? []);
        }
        for (const policy of listOf(properties.Policies)) attach(ref, statementsOf(objectOf(policy).PolicyDocument));
        for (const arn of listOf(properties.ManagedPolicyArns).map(textOf)) {
          const known = managed.get(arn) ?? awsManaged(arn);
          if (known) attach(ref, known);
          else warnings.push(`${logicalId}: the managed policy ${arn} is not known offline and allows nothing here.`);
        }
        break;
      case 'AWS::IAM::Policy':
      case 'AWS::IAM::ManagedPolicy':
        for (const role of listOf(properties.Roles)) attach(textOf(role), statementsOf(properties.PolicyDocument));
        break;
      case 'AWS::IAM::RolePolicy':
        attach(textOf(properties.RoleName), statementsOf(properties.PolicyDocument));
        break;
      default:
    }
  }
  return { statements, boundaries, trusts, warnings };
}

const awsManaged = (arn: string) => {
  const name = /^arn:aws:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  return name !== undefined && Object.hasOwn(AWS_MANAGED, name) ? AWS_MANAGED[name] : undefined;
};

function statementsOf(document: unknown): Statement[] {
  return listOf(objectOf(document).Statement).flatMap((statement) => {
    if (!isObject(statement) || (statement.Effect !== 'Allow' && statement.Effect !== 'Deny')) return [];
    const { Effect } = statement;
    return [
      {
        Effect,
        ...texts('Action', statement.Action),
        ...texts('NotAction', statement.NotAction),
        ...texts('Resource', statement.Resource),
        ...texts('NotResource', statement.NotResource),
        ...(statement.Condition === undefined ? {} : { Condition: conditionsOf(statement.Condition) }),
      },
    ];
  });
}

/** Who may take a role, and for how long: an hour unless the role says more. */
function trustOf(properties: Resource['properties']): Trust {
  const document = objectOf(properties.AssumeRolePolicyDocument);
  const statements = listOf(document.Statement).flatMap((statement): TrustStatement[] => {
    const principal = objectOf(statement).Principal;
    if (principal === undefined) return [];
    const [read] = statementsOf({ Statement: statement });
    if (!read) return [];
    const kinds = (['AWS', 'Service', 'Federated'] as const).flatMap((kind) =>
      isObject(principal) && principal[kind] !== undefined
        ? [[kind, listOf(principal[kind]).map(textOf)] as const]
        : [],
    );
    return [{ ...read, Principal: principal === '*' ? '*' : Object.fromEntries(kinds) }];
  });
  return { statements, maximumSeconds: Number(properties.MaxSessionDuration ?? 3600) };
}

const texts = (name: string, value: unknown): Record<string, string[]> =>
  value === undefined ? {} : { [name]: listOf(value).map(textOf) };

const conditionsOf = (value: unknown) =>
  Object.fromEntries(
    Object.entries(objectOf(value)).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(objectOf(keys)).map(([key, expected]) => [key, listOf(expected).map(textOf)])),
    ]),
  );
