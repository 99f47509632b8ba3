/** A finding of cdk-nag that stays, where it is, and why. What matches none of these fails the tests. */
export interface AcceptedFinding {
  readonly rule: RegExp;
  readonly path: RegExp;
  readonly because: string;
}

/** Constructs that Amplify and the CDK bring along; their code is not ours to narrow. */
const generated =
  /AmplifyBranchLinker|AmplifyTableManager|AmplifyCodegenAssets|modelIntrospectionSchemaBucket|Custom::CDKBucketDeployment/;

export const acceptedFindings: readonly AcceptedFinding[] = [
  {
    rule: /^AwsSolutions-(IAM[45]|L1|S1|S10|SF[12])/,
    path: generated,
    because: 'Deployment machinery of Amplify and the CDK: it runs while deploying and holds no data of projects.',
  },
  {
    rule: /^AwsSolutions-IAM4\[.*AWSLambdaBasicExecutionRole\]$/,
    path: /lambda\/ServiceRole/,
    because: 'The managed policy permits writing logs and nothing else.',
  },
  {
    rule: /^AwsSolutions-IAM5/,
    path: /amplifyData\/\w+\/\w+IAMRole/,
    because: 'The role of a model’s data source reaches that one table and its indexes, which the wildcard stands for.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<\w+\.Arn>:\*\]$/,
    path: /L2GraphqlApi\/\w+Function\/ServiceRole/,
    because: 'AppSync may invoke any version of the one function behind the operation.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*TableArn>\/index\/\*\]$/,
    path: /(agent-message-handler|agent-results|project-cleaner|run-operations|run-sweeper|supervisor|blueprint-editor|usage-recorder|worker|knowledge-(operations|indexer))-lambda/,
    because: 'The indexes of the one table that is queried.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*\/artifacts\/\*\]$/,
    path: /(report-(url|renderer)|agent-results|design-renderer|project-cleaner|worker)-lambda/,
    because:
      'Files of all projects lie under this prefix; the project is checked before, by the resolver or at the start.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*\/documents\/\*(\/system-model\.json)?\]$/,
    path: /(source-scanner|worker)-lambda/,
    because: 'Documents of all projects lie under this prefix; the tool that is called looks whose they are.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*\/(documents|uploads)\/\*(\/(original|text\.json))?\]$/,
    path: /(document-(operations|processor|cleaner)|project-cleaner)-lambda/,
    because:
      'Documents of all projects lie under this prefix; the document is checked before, by the resolver or by its record.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*\/documents\/\*\/(original|recognition\/\*)\]$/,
    path: /document-recognizer-lambda/,
    because:
      'Scans of all projects lie under this prefix; a job is given the folder of the one document it was asked for.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:(data-automation-invocation\/\*|\*:.*:data-automation-profile\/.*)\]$/,
    path: /document-recognizer-lambda/,
    because: 'Jobs are named by the service when they begin; the one profile reads in any region of its geography.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:(foundation-model|(application-)?inference-profile|agent-alias|runtime)\/\*\]$/,
    path: /(worker|agent-message-handler)-lambda/,
    because:
      'An administrator names the model or agent in the registry, without a deployment; the grant names the kinds.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*\/documents\/\*(\/(chunks|vectors-\*)\.json)?\]$/,
    path: /(knowledge-(operations|indexer)|agent-message-handler)-lambda/,
    because: 'Documents of all projects lie under this prefix; the organization is checked before each is read.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:knowledge-base\/\*\]$/,
    path: /knowledge-operations-lambda/,
    because:
      'An administrator names the knowledge base in its record; only what carries the organization is asked for.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    path: /(project-(lifecycle|cleaner)|document-cleaner|knowledge-indexer)-lambda/,
    because: 'dynamodb:ListStreams takes no resource; reading is limited to the one stream.',
  },
  {
    rule: /^AwsSolutions-IAM5/,
    path: /SchedulerRoleForTarget/,
    because: 'The schedule may invoke any version of the one function that it wakes.',
  },
  {
    rule: /^AwsSolutions-COG2$/,
    path: /UserPool/,
    because: 'A second factor is each person’s choice, as the product promises.',
  },
  {
    rule: /^AwsSolutions-COG8$/,
    path: /UserPool/,
    because: 'Threat protection needs the Plus tier, which costs per user; the operator may raise the tier.',
  },
  {
    rule: /^AwsSolutions-ASC3$/,
    path: /GraphQLAPI/,
    because:
      'Requests are logged by the functions with correlation ids; AppSync’s own logs would hold messages’ texts.',
  },
  {
    rule: /^AwsSolutions-S1$/,
    path: /projectFiles/,
    because: 'Only functions reach the bucket, and their accesses are in the functions’ logs.',
  },
  {
    rule: /^AwsSolutions-SQS3$/,
    path: /DeadLetters/,
    because: 'These are the dead-letter queues.',
  },
];
