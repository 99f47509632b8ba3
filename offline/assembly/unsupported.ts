import type { Resource, ResourceSupport } from '../kernel/resource.ts';

/** Types that change nothing on one machine, with the reason. Every other type that no service takes is a warning. */
const HARMLESS: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'usage statistics',
  'AWS::CloudFormation::WaitConditionHandle': 'nothing is waited for',
  'AWS::CloudWatch::Alarm': 'nobody is on call for one machine',
  'AWS::CloudWatch::CompositeAlarm': 'nobody is on call for one machine',
  'AWS::CloudWatch::Dashboard': 'shown by the AWS console only',
  'AWS::Lambda::LayerVersion': 'functions run from their own bundle',
  'AWS::Lambda::Permission': 'services of the backend may call its functions',
  'AWS::Lambda::Version': 'one version runs',
  'AWS::Lambda::Alias': 'one version runs',
  'AWS::Logs::LogGroup': 'logs go to the console',
  'AWS::Logs::MetricFilter': 'logs go to the console',
  'AWS::Logs::SubscriptionFilter': 'logs go to the console',
  'AWS::Logs::ResourcePolicy': 'logs go to the console',
  'AWS::KMS::Key': 'data stays on this machine, unencrypted as its folder is',
  'AWS::KMS::Alias': 'data stays on this machine',
  'AWS::ResourceGroups::Group': 'shown by the AWS console only',
  'AWS::SNS::Topic': 'receives alarms only',
  'AWS::SNS::Subscription': 'receives alarms only',
  'AWS::SNS::TopicPolicy': 'receives alarms only',
  'AWS::SSM::Document': 'run by the AWS console only',
  'AWS::StepFunctions::StateMachine': 'waits for table creation in deployments only',
  'AWS::WAFv2::WebACL': 'the port answers this machine only',
  'AWS::WAFv2::WebACLAssociation': 'the port answers this machine only',
  'AWS::WAFv2::IPSet': 'the port answers this machine only',
  'AWS::WAFv2::LoggingConfiguration': 'the port answers this machine only',
  'AWS::XRay::Group': 'shown by the AWS console only',
  'AWS::XRay::SamplingRule': 'shown by the AWS console only',
  'AWS::Budgets::Budget': 'costs nothing here',
  'Custom::AmplifyBranchLinkerResource': 'links a branch in the Amplify console',
  'Custom::AmplifyRefAuth': 'reads existing pools of an account',
  'Custom::AmplifySecretFetcherResource': 'resolved by the assembly',
  'Custom::CDKBucketDeployment': 'its files are read from the assembly',
  'Custom::LogRetention': 'logs go to the console',
  'Custom::S3AutoDeleteObjects': '`npm run offline -- reset` deletes',
};

const IGNORED_EVERYWHERE = new Set(['Tags', 'ServiceToken', 'ServiceTimeout']);

/** What of the app the backend does not honour: one sentence a type or property, with the remedy. */
export function describeUnsupported(
  resources: readonly Resource[],
  supports: ReadonlyMap<string, ResourceSupport>,
): string[] {
  const unknown = Map.groupBy(
    resources.filter(({ type }) => !supports.has(type) && !Object.hasOwn(HARMLESS, type)),
    ({ type }) => type,
  );
  return [
    ...[...unknown].map(
      ([type, members]) => `${names(members)} (${type}): not run offline. Test what depends on it in a cloud sandbox.`,
    ),
    ...resources.flatMap((resource) => unhonouredProperties(resource, supports.get(resource.type))),
  ];
}

function unhonouredProperties(
  { logicalId, type, properties }: Resource,
  support: ResourceSupport | undefined,
): string[] {
  if (!support) return [];
  return Object.keys(properties)
    .filter((name) => !IGNORED_EVERYWHERE.has(name))
    .filter((name) => !support.honoured.includes(name) && !Object.hasOwn(support.ignored ?? {}, name))
    .map(
      (name) =>
        `${logicalId}.${name} (${type}): not honoured offline. Remove it, or test what depends on it in a cloud sandbox.`,
    );
}

const names = (members: readonly Resource[]) => {
  const [first, second] = members.map(({ logicalId }) => logicalId);
  const more = members.length - 2;
  return `${first}${second ? `, ${second}` : ''}${more > 0 ? ` and ${more} more` : ''}`;
};
