const reserved =
  /^(?:new|function|var|let|const|default|delete|this|switch|case|typeof|enum|export|void|catch|throw|do|instanceof|interface|extends|super|null|true|false|package|private|public|protected|static|implements|undefined)$/;

/** A name as the CDK has it in TypeScript: `table_name` is `tableName`; constants and classes keep theirs. */
export function camelCase(name: string): string {
  if (/^aws_/.test(name) || /[A-Z]/.test(name)) return name;
  return name.replaceAll(/(?<=[a-z\d])_+([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}

/** A variable's name. */
export function variableName(name: string): string {
  if (name === 'self') return 'this';
  if (name === '__file__') return '__dirname';
  const camel = camelCase(name);
  return reserved.test(camel) ? `${camel}$` : camel;
}

/** Parameters of the CDK's that TypeScript takes by their place; Python may name them. By method or class. */
const places: Readonly<Record<string, readonly string[]>> = {
  addEnvironment: ['key', 'value'],
  addEventNotification: ['event', 'dest'],
  addEventSource: ['source'],
  addMethod: ['httpMethod', 'target'],
  addObjectCreatedNotification: ['dest'],
  addPermission: ['id'],
  addResource: ['pathPart'],
  addSubscription: ['subscription'],
  addTarget: ['target'],
  addToRolePolicy: ['statement'],
  addDynamoDbDataSource: ['id', 'table'],
  addLambdaDataSource: ['id', 'lambdaFunction'],
  createAlarm: ['scope', 'id'],
  createResolver: ['id'],
  fromAsset: ['path'],
  resourceForPath: ['path'],
  DynamoEventSource: ['table'],
  EventBus: ['scope', 'id'],
  HttpLambdaIntegration: ['id', 'handler'],
  KinesisEventSource: ['stream'],
  LambdaDestination: ['fn'],
  LambdaFunction: ['handler'],
  LambdaIntegration: ['handler'],
  LambdaSubscription: ['fn'],
  S3EventSource: ['bucket'],
  SfnStateMachine: ['machine'],
  SnsEventSource: ['topic'],
  SnsTopic: ['topic'],
  SqsDestination: ['queue'],
  SqsEventSource: ['queue'],
  SqsQueue: ['queue'],
  SqsSubscription: ['queue'],
};

/** The names of the leading parameters of a method or class of the CDK. */
export function leadingParameters(callee: string): readonly string[] {
  if (Object.hasOwn(places, callee)) return places[callee] ?? [];
  if (/^grant[A-Z]/.test(callee)) return ['grantee'];
  return /^[A-Z]/.test(callee) ? ['scope', 'id'] : [];
}

/** Classes that take nothing but properties; what else does so is a plain record of them. */
const classes =
  /^(?:\w*Policy(?:Statement|Document)|Metric|MathExpression|App|ArchiveConfig|Rule|RateLimitedApiKey|Choice|\w*Principal|Compute\w*)$/;

export const isClassOfProperties = (name: string): boolean => classes.test(name);
