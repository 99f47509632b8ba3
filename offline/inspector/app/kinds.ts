import { lastName } from './format.ts';
import { href } from './route.ts';

export type Node = { id: string; logicalId: string; type: string; name: string; stack: string };
export type Edge = { from: string; to: string; property: string };
export type Graph = { nodes: Node[]; edges: Edge[] };

/** `isMain`: what people design with; the rest is plumbing between them. `column`: where it stands on the map. */
type Kind = { word: string; isMain: boolean; column: number; section?: string };

const KINDS: Readonly<Record<string, Kind>> = {
  'AWS::AppSync::GraphQLApi': { word: 'GraphQL API', isMain: true, column: 0, section: 'graphql' },
  'AWS::Cognito::UserPool': { word: 'User pool', isMain: true, column: 0, section: 'users' },
  'AWS::Cognito::IdentityPool': { word: 'Identity pool', isMain: true, column: 0 },
  'AWS::Events::EventBus': { word: 'Event bus', isMain: true, column: 1 },
  'AWS::Events::Rule': { word: 'Rule', isMain: true, column: 1 },
  'AWS::Scheduler::Schedule': { word: 'Schedule', isMain: true, column: 1 },
  'AWS::Lambda::Function': { word: 'Function', isMain: true, column: 2, section: 'functions' },
  'AWS::StepFunctions::StateMachine': { word: 'State machine', isMain: true, column: 2 },
  'AWS::SQS::Queue': { word: 'Queue', isMain: true, column: 3, section: 'queues' },
  'AWS::DynamoDB::Table': { word: 'Table', isMain: true, column: 3, section: 'tables' },
  'Custom::AmplifyDynamoDBTable': { word: 'Table', isMain: true, column: 3, section: 'tables' },
  'AWS::S3::Bucket': { word: 'Bucket', isMain: true, column: 3, section: 'buckets' },
  'AWS::SecretsManager::Secret': { word: 'Secret', isMain: true, column: 3 },
  'AWS::SSM::Parameter': { word: 'Parameter', isMain: false, column: 3 },
};

export const COLUMNS = ['APIs and identities', 'Buses and rules', 'Functions', 'Queues and data'];

export const kindOf = (type: string): Kind =>
  KINDS[type] ?? { word: type.replace(/^AWS::/, '').replaceAll('::', ' '), isMain: false, column: 2 };

/** What the CDK adds for its own work. */
export const isOfFramework = ({ logicalId }: Node): boolean =>
  /AmplifyTableWaiter|CustomResourceProvider|CustomProvider|CustomCDKBucketDeployment|CodegenAssets|modelIntrospectionSchema/i.test(
    logicalId,
  );

export const resourceAddress = (id: string): string => href(['resources', id]);

/** Where a resource is worked with: its section where it has one, else its definition. */
export function addressOf({ id, type, name }: Node): string {
  const { section } = kindOf(type);
  if (section === undefined) return resourceAddress(id);
  if (section === 'graphql') return href([section]);
  return href([section, section === 'queues' ? lastName(name) : name]);
}
