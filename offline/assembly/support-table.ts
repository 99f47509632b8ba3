import type { Resource } from '../kernel/resource.ts';

/** How what no service takes is treated. */
export type Treatment = {
  /** `done`: by other means, so nothing is told. `harmless`: a warning. `refused`: no start without `--allow`. */
  readonly kind: 'done' | 'harmless' | 'refused';
  readonly reason: string;
  /** What to do instead; a general advice where it is left out. */
  readonly remedy?: string;
  /** Narrows the rule; the first of a type that fits counts. Absent: always. */
  readonly when?: (resource: Resource, app: AppView) => boolean;
  /** The condition in words, for the README. */
  readonly whenText?: string;
};

/** What rules may ask of the whole app. */
export type AppView = {
  /** Types of the resources whose properties mention this one, by `Ref` or ARN. */
  mentionedBy(resource: Resource): readonly string[];
  /** Whether a custom resource is carried out by this function, which CloudFormation calls while deploying. */
  isProvider(resource: Resource): boolean;
};

const CONSOLE = 'shown by the AWS console only';
const LOCAL_PORT = 'the port answers this machine only';
const LOCAL_DATA = 'data stays on this machine, unencrypted as its folder is';
const NO_NETWORK = 'functions run on this machine, in its network';
const LOGS = 'functions log to the inspector and the log groups of CloudWatch Logs';
const ON_CALL = 'nobody is on call for one machine';
const DEPLOYS = 'deployments go to an account';

const done = (reason: string): readonly Treatment[] => [{ kind: 'done', reason }];
const harmless = (reason: string): readonly Treatment[] => [{ kind: 'harmless', reason }];
const refused = (reason: string, remedy?: string): readonly Treatment[] => [
  { kind: 'refused', reason, ...(remedy !== undefined && { remedy }) },
];

const TELLS_PEOPLE = new Set([
  'AWS::Budgets::Budget',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
]);
const onlyTellsPeople = (resource: Resource, app: AppView) =>
  app.mentionedBy(resource).every((type) => TELLS_PEOPLE.has(type));

const NO_SEARCH = 'Answer searches from DynamoDB offline, or test what depends on it in a cloud sandbox.';
const NO_GATEWAY = 'Call the function through the data API or Lambda’s Invoke offline.';

/**
 * The one table of resource types that no service of the backend takes. A type that is neither here nor taken is refused.
 * A service that comes to take a type goes before its entry.
 */
export const TYPE_RULES: Readonly<Record<string, readonly Treatment[]>> = {
  'AWS::CDK::Metadata': done('usage statistics'),
  'AWS::CloudFormation::WaitCondition': done('nothing is waited for'),
  'AWS::CloudFormation::WaitConditionHandle': done('nothing is waited for'),
  'Custom::AmplifyBranchLinkerResource': done('links a branch in the Amplify console'),
  'Custom::AmplifySecretFetcherResource': done('secrets are resolved by the assembly'),
  'Custom::S3AutoDeleteObjects': done('`npm run offline -- reset` deletes'),

  'AWS::ApplicationAutoScaling::ScalableTarget': harmless('capacity is not rationed here'),
  'AWS::ApplicationAutoScaling::ScalingPolicy': harmless('capacity is not rationed here'),
  'AWS::Backup::BackupPlan': harmless('copy the data folder instead'),
  'AWS::Backup::BackupSelection': harmless('copy the data folder instead'),
  'AWS::Backup::BackupVault': harmless('copy the data folder instead'),
  'AWS::Budgets::Budget': harmless('costs nothing here'),
  'AWS::CertificateManager::Certificate': harmless('the port answers this machine only, without TLS'),
  'AWS::CloudTrail::Trail': harmless('CloudTrail records an account'),
  'AWS::CloudWatch::Alarm': harmless(ON_CALL),
  'AWS::CloudWatch::AnomalyDetector': harmless(ON_CALL),
  'AWS::CloudWatch::CompositeAlarm': harmless(ON_CALL),
  'AWS::CloudWatch::Dashboard': harmless(CONSOLE),
  'AWS::CodeBuild::Project': harmless(DEPLOYS),
  'AWS::CodePipeline::Pipeline': harmless(DEPLOYS),
  'AWS::Cognito::LogDeliveryConfiguration': harmless(LOGS),
  'AWS::Cognito::ManagedLoginBranding': harmless('there are no hosted sign-in pages'),
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': harmless('threat protection watches real traffic'),
  'AWS::Cognito::UserPoolUICustomizationAttachment': harmless('there are no hosted sign-in pages'),
  'AWS::EC2::EIP': harmless(NO_NETWORK),
  'AWS::EC2::FlowLog': harmless(NO_NETWORK),
  'AWS::EC2::InternetGateway': harmless(NO_NETWORK),
  'AWS::EC2::NatGateway': harmless(NO_NETWORK),
  'AWS::EC2::Route': harmless(NO_NETWORK),
  'AWS::EC2::RouteTable': harmless(NO_NETWORK),
  'AWS::EC2::SecurityGroup': harmless(NO_NETWORK),
  'AWS::EC2::SecurityGroupEgress': harmless(NO_NETWORK),
  'AWS::EC2::SecurityGroupIngress': harmless(NO_NETWORK),
  'AWS::EC2::Subnet': harmless(NO_NETWORK),
  'AWS::EC2::SubnetRouteTableAssociation': harmless(NO_NETWORK),
  'AWS::EC2::VPC': harmless(NO_NETWORK),
  'AWS::EC2::VPCEndpoint': harmless(NO_NETWORK),
  'AWS::EC2::VPCGatewayAttachment': harmless(NO_NETWORK),
  'AWS::IAM::OIDCProvider': harmless(DEPLOYS),
  'AWS::KMS::Alias': harmless(LOCAL_DATA),
  'AWS::KMS::Key': harmless(LOCAL_DATA),
  'AWS::Logs::LogAnomalyDetector': harmless(CONSOLE),
  'AWS::Logs::QueryDefinition': harmless(CONSOLE),
  'AWS::Logs::ResourcePolicy': harmless(LOGS),
  'AWS::Pinpoint::App': harmless('analytics are sent nowhere'),
  'AWS::ResourceGroups::Group': harmless(CONSOLE),
  'AWS::RUM::AppMonitor': harmless('analytics are sent nowhere'),
  'AWS::Route53::RecordSet': harmless(LOCAL_PORT),
  'AWS::SES::ConfigurationSet': harmless('mail goes to the local mailbox'),
  'AWS::SES::EmailIdentity': harmless('mail goes to the local mailbox'),
  'AWS::SNS::Subscription': harmless(ON_CALL),
  'AWS::SNS::TopicPolicy': harmless(ON_CALL),
  'AWS::SSM::Document': harmless(CONSOLE),
  'AWS::WAFv2::IPSet': harmless(LOCAL_PORT),
  'AWS::WAFv2::LoggingConfiguration': harmless(LOCAL_PORT),
  'AWS::WAFv2::RegexPatternSet': harmless(LOCAL_PORT),
  'AWS::WAFv2::RuleGroup': harmless(LOCAL_PORT),
  'AWS::WAFv2::WebACL': harmless(LOCAL_PORT),
  'AWS::WAFv2::WebACLAssociation': harmless(LOCAL_PORT),
  'AWS::XRay::Group': harmless(CONSOLE),
  'AWS::XRay::SamplingRule': harmless(CONSOLE),

  'AWS::SNS::Topic': [
    { kind: 'harmless', reason: ON_CALL, when: onlyTellsPeople, whenText: 'only alarms and people hear of it' },
    { kind: 'refused', reason: 'there is no SNS here', remedy: 'Send to a queue or an event bus.' },
  ],
  'AWS::StepFunctions::StateMachine': [
    {
      kind: 'done',
      reason: 'waits for tables while deploying',
      when: ({ logicalId }) => logicalId.startsWith('AmplifyTableWaiterStateMachine'),
      whenText: 'Amplify’s own',
    },
    { kind: 'refused', reason: 'there is no Step Functions here' },
  ],

  'AWS::ApiGateway::RestApi': refused('there is no API Gateway here', NO_GATEWAY),
  'AWS::ApiGatewayV2::Api': refused('there is no API Gateway here', NO_GATEWAY),
  'AWS::AppSync::Api': refused('AppSync Events APIs are not emulated', 'Use a subscription of the data API.'),
  'AWS::CloudFront::Distribution': refused('there is no CloudFront here', 'Read objects by presigned URLs.'),
  'AWS::EC2::Instance': refused('there are no virtual machines here'),
  'AWS::ECS::Service': refused('containers do not run here'),
  'AWS::Kinesis::Stream': refused('there is no Kinesis here', 'Send to a queue or an event bus.'),
  'AWS::KinesisFirehose::DeliveryStream': refused('there is no Firehose here', 'Send to a queue or an event bus.'),
  'AWS::Location::GeofenceCollection': refused('there are no maps here'),
  'AWS::Location::Map': refused('there are no maps here'),
  'AWS::Location::PlaceIndex': refused('there are no maps here'),
  'AWS::OSIS::Pipeline': refused('there is no OpenSearch here', NO_SEARCH),
  'AWS::OpenSearchService::Domain': refused('there is no OpenSearch here', NO_SEARCH),
  'AWS::RDS::DBCluster': refused('there are no SQL databases here'),
  'AWS::RDS::DBInstance': refused('there are no SQL databases here'),
};

/** Where `TYPE_RULES` has no entry: custom resources run code of their own while deploying, all others are services. */
export const unknownType = (type: string): Treatment =>
  /^(Custom::|AWS::CloudFormation::CustomResource$)/.test(type)
    ? {
        kind: 'refused',
        reason: 'custom resources are made by code that runs while deploying',
        remedy: 'Do its work in amplify/seed/seed.ts offline.',
      }
    : { kind: 'refused', reason: 'not emulated' };

/** Values of properties that the services take in general: `AWS::Lambda::Function` runs, but not every runtime. */
export const VALUE_RULES: Readonly<
  Record<string, Readonly<Record<string, Omit<Treatment, 'when'> & { when: NonNullable<Treatment['when']> }>>>
> = {
  'AWS::Lambda::Function': {
    Runtime: {
      kind: 'refused',
      reason: 'functions run on Node.js here',
      remedy: 'Write it in TypeScript, or go on without it: calls of it then fail.',
      when: (resource, app) => !/^nodejs/.test(String(resource.properties.Runtime)) && !app.isProvider(resource),
      whenText: 'not `nodejs…`',
    },
    Code: {
      kind: 'refused',
      reason: 'container images do not run here',
      remedy: 'Deploy it as a bundle (defineFunction), or go on without it: calls of it then fail.',
      when: ({ properties }) => JSON.stringify(properties.Code ?? {}).includes('"ImageUri"'),
      whenText: 'an image',
    },
    VpcConfig: { kind: 'harmless', reason: NO_NETWORK, when: () => true, whenText: '' },
  },
};

const isForeign = ({ properties }: Resource) =>
  !/^nodejs/.test(String(properties.Runtime)) || JSON.stringify(properties.Code ?? {}).includes('"ImageUri"');

/**
 * Resources that no service is given: functions that do not run on Node.js. CloudFormation alone would call them, or the
 * developer goes on without them; else they were refused.
 */
export const leavesOut = (resource: Resource): boolean =>
  resource.type === 'AWS::Lambda::Function' && isForeign(resource);

/** Properties that mean nothing here on any type. */
export const IGNORED_EVERYWHERE = new Set(['Tags', 'ServiceToken', 'ServiceTimeout']);
