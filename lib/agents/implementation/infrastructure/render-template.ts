import type { EntityModel } from '../entities/entity-model.ts';
import type { ComponentModel, ProjectModel } from '../project-types.ts';
import { capitalize, createNames } from '../text/identifiers.ts';
import { toLine } from '../text/literals.ts';
import { renderYaml, type Yaml } from './render-yaml.ts';

type Resources = Record<string, Yaml>;

const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
const secondsPerAttempt = 30;
const maximumDescription = 200;

/** `infrastructure/template.yaml`: what the components need on AWS, with the components' names. */
export function renderTemplate(project: ProjectModel): string {
  const logicalNames = createNames();
  const nameOf = ({ camel }: { camel: string }, suffix: string) => logicalNames(`${capitalize(camel)}${suffix}`);
  const { composition, rules } = project;
  const regions = rules.flatMap((rule) => (rule.regions ? [{ rule, regions: rule.regions }] : []));
  const resources: Resources = {};
  const outputs: Record<string, Yaml> = {};

  for (const entity of project.entities) {
    const name = nameOf(entity, 'Table');
    resources[name] = table(
      entity,
      rules.some((rule) => rule.entity === entity && rule.duty === 'retention'),
    );
    outputs[name] = { Value: { Ref: name } };
  }
  const { queue, identity, approval, monitoring } = composition.single;
  const topic = approval || monitoring ? nameOf(approval ?? monitoring ?? { camel: 'notice' }, 'Topic') : undefined;
  // Unencrypted on purpose: alarms cannot publish to a topic under the key that AWS manages for SNS, and carry no data.
  if (topic) resources[topic] = { Type: 'AWS::SNS::Topic' };
  const queueName = queue && addQueue(queue, resources, nameOf, monitoring ? topic : undefined);
  if (queueName) outputs[queueName] = { Value: { Ref: queueName } };
  for (const component of composition.functions) addFunction(component, resources, nameOf, queueName);
  if (identity) resources[nameOf(identity, 'UserPool')] = userPool;
  for (const base of composition.knowledgeBases) resources[nameOf(base, 'Bucket')] = bucket;

  const template: Yaml = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Resources of ${project.slug}: ${toLine(project.name)}`.slice(0, maximumDescription).toWellFormed(),
    ...(composition.functions.length > 0 ? { Parameters: codeParameters } : {}),
    ...(regions.length > 0 ? { Rules: Object.fromEntries(regions.map(regionRule)) } : {}),
    Resources: resources,
    Outputs: outputs,
  };
  return renderYaml(template).slice(1);
}

const codeParameters: Yaml = {
  CodeBucket: { Type: 'String', Description: 'Bucket that holds this project as a ZIP file.' },
  CodeKey: { Type: 'String', Description: 'Key of that file.' },
};

/** A stack in another region is refused before anything is made. */
function regionRule({
  rule,
  regions,
}: {
  rule: { camel: string; id: string };
  regions: readonly string[];
}): [string, Yaml] {
  const assertion = {
    Assert: { 'Fn::Contains': [regions, { Ref: 'AWS::Region' }] },
    AssertDescription: `Rule ${toLine(rule.id)} allows only ${regions.map(toLine).join(', ')}.`,
  };
  return [capitalize(rule.camel), { Assertions: [assertion] }];
}

function table(entity: EntityModel, expires: boolean): Yaml {
  return {
    Type: 'AWS::DynamoDB::Table',
    ...kept,
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      SSESpecification: { SSEEnabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      ...(expires ? { TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } } : {}),
      Tags: [{ Key: 'entity', Value: entity.slug }],
    },
  };
}

type Naming = (named: { camel: string }, suffix: string) => string;

/** A queue with its dead letters and, where somebody is to be told, the alarm on them. */
function addQueue(component: ComponentModel, resources: Resources, nameOf: Naming, topic: string | undefined): string {
  const [name, dead] = [nameOf(component, 'Queue'), nameOf(component, 'DeadLetters')];
  const redrive = { deadLetterTargetArn: { 'Fn::GetAtt': [dead, 'Arn'] }, maxReceiveCount: 5 };
  resources[dead] = {
    Type: 'AWS::SQS::Queue',
    Properties: { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 },
  };
  resources[name] = {
    Type: 'AWS::SQS::Queue',
    Properties: { SqsManagedSseEnabled: true, VisibilityTimeout: 6 * secondsPerAttempt, RedrivePolicy: redrive },
  };
  if (topic === undefined) return name;
  resources[nameOf(component, 'DeadLettersAlarm')] = {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmDescription: 'Work could not be done and waits for somebody to look at it.',
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [dead, 'QueueName'] } }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: topic }],
    },
  };
  return name;
}

/** A function with its log and a role that may write this log and read its queue, and nothing else. */
function addFunction(component: ComponentModel, resources: Resources, nameOf: Naming, queue: string | undefined): void {
  const [name, role, log] = [nameOf(component, 'Function'), nameOf(component, 'Role'), nameOf(component, 'Log')];
  const logArn = { 'Fn::GetAtt': [log, 'Arn'] };
  const queueArn = queue === undefined ? undefined : { 'Fn::GetAtt': [queue, 'Arn'] };
  const statements: Yaml[] = [
    { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: logArn },
  ];
  if (queueArn) {
    const Action = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
    statements.push({ Effect: 'Allow', Action, Resource: queueArn });
  }
  resources[log] = { Type: 'AWS::Logs::LogGroup', ...kept, Properties: { RetentionInDays: 90 } };
  resources[role] = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [{ PolicyName: 'least', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  };
  resources[name] = {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs22.x',
      Handler: `src/components/${component.slug}.handler`,
      Code: { S3Bucket: { Ref: 'CodeBucket' }, S3Key: { Ref: 'CodeKey' } },
      Role: { 'Fn::GetAtt': [role, 'Arn'] },
      Timeout: secondsPerAttempt,
      MemorySize: 256,
      LoggingConfig: { LogGroup: { Ref: log } },
    },
  };
  if (!queueArn) return;
  resources[nameOf(component, 'Source')] = {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: queueArn,
      FunctionName: { Ref: name },
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  };
}

const userPool: Yaml = {
  Type: 'AWS::Cognito::UserPool',
  ...kept,
  Properties: {
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    MfaConfiguration: 'ON',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    Policies: { PasswordPolicy: { MinimumLength: 12 } },
  },
};

const bucket: Yaml = {
  Type: 'AWS::S3::Bucket',
  ...kept,
  Properties: {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
    },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    VersioningConfiguration: { Status: 'Enabled' },
  },
};
