import type { ComponentKind, RelationKind } from '../schema.ts';

interface Rule {
  readonly from?: readonly ComponentKind[];
  readonly type?: RegExp;
  /** The path of keys, joined by dots. */
  readonly path: RegExp;
  readonly to?: readonly ComponentKind[];
  readonly kind: RelationKind;
}

/** What a mention means, by who mentions whom and where; the first that fits. */
const rules: readonly Rule[] = [
  {
    path: /(?:^|\.)(?:DeadLetter\w*|RedrivePolicy|OnFailure|Dlq)(?:\.|$)/i,
    to: ['queue', 'topic', 'stream', 'bucket'],
    kind: 'dead-letters',
  },
  { from: ['alarm'], path: /^(?:Alarm|OK|InsufficientData)Actions$/, kind: 'publishes' },
  { from: ['alarm'], path: /^(?:Dimensions|Metrics|MetricName|Namespace)/, kind: 'alarms' },
  { from: ['rule', 'schedule'], path: /^Targets?(?:\.Arn)?$/, kind: 'triggers' },
  { from: ['rule'], path: /^EventBusName$/, kind: 'subscribes' },
  { type: /^AWS::SNS::Subscription$/, path: /^TopicArn$/, kind: 'subscribes' },
  { type: /^AWS::SNS::Subscription$/, path: /^Endpoint$/, kind: 'triggers' },
  { type: /^AWS::Lambda::EventSourceMapping$/, path: /^FunctionName$/, kind: 'triggers' },
  { type: /^AWS::Lambda::EventSourceMapping$/, path: /^EventSourceArn$/, kind: 'subscribes' },
  { type: /^AWS::Lambda::Permission$/, path: /^FunctionName$/, kind: 'grants' },
  { type: /^AWS::S3::Bucket$/, path: /^NotificationConfiguration/, kind: 'triggers' },
  { type: /^AWS::SNS::Topic$/, path: /^Subscription/, kind: 'triggers' },
  {
    type: /^AWS::ApiGateway::Method$/,
    path: /^Integration/,
    to: ['function', 'queue', 'topic', 'table', 'bucket', 'bus', 'stream', 'state-machine'],
    kind: 'routes',
  },
  {
    type: /^AWS::ApiGatewayV2::(?:Integration|Route)$/,
    path: /^(?:IntegrationUri|Target|RequestParameters)/,
    to: ['function', 'queue', 'topic', 'bus', 'stream', 'state-machine', 'other'],
    kind: 'routes',
  },
  {
    type: /Api$/,
    path: /^(?:DefinitionBody|Body)/,
    to: ['function', 'queue', 'topic', 'table', 'bucket', 'bus', 'stream', 'state-machine'],
    kind: 'routes',
  },
  { type: /^AWS::ApiGateway(?:V2)?::Authorizer$/, path: /^(?:RestApiId|ApiId)$/, kind: 'authorizes' },
  { type: /^AWS::ApiGateway(?:V2)?::Authorizer$/, path: /^AuthorizerUri$/, to: ['function'], kind: 'invokes' },
  { from: ['user-pool'], path: /^LambdaConfig/, to: ['function'], kind: 'triggers' },
  { type: /^AWS::Pipes::Pipe$/, path: /^Source$/, kind: 'subscribes' },
  { type: /^AWS::Pipes::Pipe$/, path: /^Target$/, kind: 'triggers' },
  { type: /^AWS::Pipes::Pipe$/, path: /^Enrichment$/, kind: 'invokes' },
  { from: ['resolver'], path: /^DataSourceName$/, kind: 'routes' },
  { from: ['resolver'], path: /^PipelineConfig/, kind: 'routes' },
  { from: ['data-source'], path: /^LambdaConfig/, to: ['function'], kind: 'invokes' },
  {
    from: ['data-source'],
    path: /^(?:DynamoDB|RelationalDatabase|OpenSearchService|Elasticsearch)Config/,
    kind: 'reads',
  },
  { from: ['data-source'], path: /^EventBridgeConfig/, kind: 'publishes' },
  {
    path: /^(?:Role|RoleArn|ServiceRoleArn|ExecutionRole\w*|TaskRoleArn|InvocationRole|Credentials)$|\.(?:Role|RoleArn|Credentials|CredentialsArn)$/,
    to: ['role'],
    kind: 'assumes',
  },
  {
    from: ['policy', 'role', 'function', 'state-machine', 'user-pool'],
    path: /(?:^|\.)(?:Statement\.)?(?:Not)?Resource$|^Policies\./,
    kind: 'grants',
  },
  { from: ['state-machine'], path: /^Definition/, to: ['function', 'state-machine'], kind: 'invokes' },
  { from: ['state-machine'], path: /^Definition/, to: ['queue', 'topic', 'bus'], kind: 'publishes' },
  { from: ['distribution'], path: /Origins/, kind: 'routes' },
];

/** The kind of the relation that a mention makes; `depends-on` where nothing more is known. */
export function relationKindOf(mention: {
  from: ComponentKind;
  type: string;
  path: readonly string[];
  to: ComponentKind;
}): RelationKind {
  const path = mention.path.join('.');
  const rule = rules.find(
    ({ from, type, path: place, to }) =>
      (from?.includes(mention.from) ?? true) &&
      (type?.test(mention.type) ?? true) &&
      place.test(path) &&
      (to?.includes(mention.to) ?? true),
  );
  return rule?.kind ?? 'depends-on';
}
