/** CloudFormation's name of a service, of the CDK's module, where it is not the module's own with a capital. */
const namespaces: Readonly<Record<string, string>> = {
  apigateway: 'ApiGateway',
  apigatewayv2: 'ApiGatewayV2',
  appsync: 'AppSync',
  certificatemanager: 'CertificateManager',
  appconfig: 'AppConfig',
  autoscaling: 'AutoScaling',
  cloudfront: 'CloudFront',
  codebuild: 'CodeBuild',
  codecommit: 'CodeCommit',
  codedeploy: 'CodeDeploy',
  codepipeline: 'CodePipeline',
  docdb: 'DocDB',
  ecr: 'ECR',
  eks: 'EKS',
  iot: 'IoT',
  msk: 'MSK',
  opensearchserverless: 'OpenSearchServerless',
  sam: 'Serverless',
  ses: 'SES',
  cloudwatch: 'CloudWatch',
  dynamodb: 'DynamoDB',
  ec2: 'EC2',
  ecs: 'ECS',
  efs: 'EFS',
  elasticache: 'ElastiCache',
  elasticloadbalancingv2: 'ElasticLoadBalancingV2',
  iam: 'IAM',
  kinesisfirehose: 'KinesisFirehose',
  kms: 'KMS',
  'lambda-nodejs': 'Lambda',
  'lambda-python': 'Lambda',
  'lambda-go': 'Lambda',
  opensearchservice: 'OpenSearchService',
  rds: 'RDS',
  s3: 'S3',
  secretsmanager: 'SecretsManager',
  sns: 'SNS',
  sqs: 'SQS',
  ssm: 'SSM',
  stepfunctions: 'StepFunctions',
  wafv2: 'WAFv2',
};

/** CloudFormation's name of a resource, of the CDK's class, where it is another. */
const resources: Readonly<Record<string, string>> = {
  'ApiGateway::LambdaRestApi': 'RestApi',
  'ApiGateway::SpecRestApi': 'RestApi',
  'ApiGateway::StepFunctionsRestApi': 'RestApi',
  'ApiGatewayV2::HttpApi': 'Api',
  'ApiGatewayV2::WebSocketApi': 'Api',
  'AppSync::AppsyncFunction': 'FunctionConfiguration',
  'AppSync::GraphqlApi': 'GraphQLApi',
  'CloudFront::CloudFrontWebDistribution': 'Distribution',
  'DynamoDB::TableV2': 'GlobalTable',
  'EC2::Vpc': 'VPC',
  'IAM::ManagedPolicy': 'ManagedPolicy',
  'KinesisFirehose::DeliveryStream': 'DeliveryStream',
  'Lambda::DockerImageFunction': 'Function',
  'Lambda::GoFunction': 'Function',
  'Lambda::NodejsFunction': 'Function',
  'Lambda::PythonFunction': 'Function',
  'Lambda::PythonLayerVersion': 'LayerVersion',
  'Lambda::SingletonFunction': 'Function',
  'OpenSearchService::Domain': 'Domain',
  'RDS::DatabaseCluster': 'DBCluster',
  'RDS::DatabaseInstance': 'DBInstance',
  'RDS::ServerlessCluster': 'DBCluster',
  'SSM::StringListParameter': 'Parameter',
  'SSM::StringParameter': 'Parameter',
};

/** Classes that take a scope and an id but make nothing that runs. */
const silent =
  /^(?:App|Stage|Asset|BucketDeployment|Pass|Choice|Wait|Succeed|Fail|Parallel|Map|DistributedMap|Chain|CustomState|StateMachineFragment|AwsManagedPolicy|\w*Integration)$/;
const silentModules =
  /-(?:targets|integrations|subscriptions|destinations|event-sources|tasks|notifications|actions|deployment|authorizers|origins|assets)$|^assets$/;

/** The CloudFormation type that a class of the CDK makes; undefined where it makes no resource. */
export function typeOfClass(module: string, dotted: string): string | undefined {
  const name = dotted.split('.').at(-1) ?? '';
  const isCdk = /^(?:aws-cdk-lib|@aws-cdk|monocdk)(?:\/|$)/.test(module);
  // Constructs of others, such as RustFunction of cargo-lambda-cdk.
  if (!isCdk)
    return /^(?!\.|node:).*cdk/.test(module) && /[a-z]Function$/.test(name) ? 'AWS::Lambda::Function' : undefined;
  const [, own = ''] = /^(?:aws-cdk-lib|@aws-cdk|monocdk)\/(?:aws-)?([\w-]+?)(?:-alpha)?$/.exec(module) ?? [];
  // import * as cdk from 'aws-cdk-lib': cdk.aws_sqs.Queue
  const [, inner] = /^(?:\w+\.)*(?:aws_(\w+)|(?:custom_resources|pipelines))\.\w+$/.exec(dotted) ?? [];
  const service = inner?.replaceAll('_', '-') ?? own;
  if (/custom.resources/.test(module + dotted))
    return /CustomResource$/.test(name) ? coreType('CustomResource') : undefined;
  if (service === '' || service === 'core') return coreType(name);
  const isL1 = name.startsWith('Cfn');
  if ((silent.test(name) || silentModules.test(service)) && !isL1) return undefined;
  const namespace =
    namespaces[service] ?? service.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const plain = isL1 ? name.slice(3) : name;
  const known =
    resources[`${namespace}::${plain}`] ??
    (/^ApiGateway/.test(namespace) && plain.endsWith('Authorizer') ? 'Authorizer' : plain);
  return `AWS::${namespace}::${known}`;
}

function coreType(name: string): string | undefined {
  if (name === 'Stack' || name === 'NestedStack') return 'AWS::CloudFormation::Stack';
  if (name === 'CfnWaitCondition') return 'AWS::CloudFormation::WaitCondition';
  return name === 'CustomResource' || name === 'CfnResource' ? 'AWS::CloudFormation::CustomResource' : undefined;
}

/** CloudFormation's names of properties, of the CDK's, where they are not the same with a capital. */
const properties: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::Lambda::Function': {
    tracing: 'TracingConfig.Mode',
    reservedConcurrentExecutions: 'ReservedConcurrentExecutions',
    architecture: 'Architectures',
    ephemeralStorageSize: 'EphemeralStorage.Size',
  },
  'AWS::DynamoDB::Table': {
    stream: 'StreamSpecification.StreamViewType',
    encryption: 'SSESpecification.SSEEnabled',
    sseSpecification: 'SSESpecification',
    pointInTimeRecovery: 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
    'pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled':
      'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
    timeToLiveAttribute: 'TimeToLiveSpecification.AttributeName',
    deletionProtection: 'DeletionProtectionEnabled',
    readCapacity: 'ProvisionedThroughput.ReadCapacityUnits',
    writeCapacity: 'ProvisionedThroughput.WriteCapacityUnits',
  },
  'AWS::SQS::Queue': {
    retentionPeriod: 'MessageRetentionPeriod',
    deliveryDelay: 'DelaySeconds',
    receiveMessageWaitTime: 'ReceiveMessageWaitTimeSeconds',
    fifo: 'FifoQueue',
    'deadLetterQueue.maxReceiveCount': 'RedrivePolicy.maxReceiveCount',
    'deadLetterQueue.queue': 'RedrivePolicy.deadLetterTargetArn',
    encryptionMasterKey: 'KmsMasterKeyId',
    encryption: 'Encryption',
  },
  'AWS::SNS::Topic': { masterKey: 'KmsMasterKeyId', fifo: 'FifoTopic' },
  'AWS::S3::Bucket': {
    versioned: 'VersioningConfiguration.Status',
    encryption: 'BucketEncryption',
    encryptionKey: 'BucketEncryption.KMSMasterKeyID',
    blockPublicAccess: 'PublicAccessBlockConfiguration',
  },
  'AWS::Events::Rule': { ruleName: 'Name', schedule: 'ScheduleExpression' },
  'AWS::Events::EventBus': { eventBusName: 'Name' },
  'AWS::ApiGateway::RestApi': { restApiName: 'Name' },
  'AWS::ApiGatewayV2::Api': { apiName: 'Name' },
  'AWS::StepFunctions::StateMachine': {
    stateMachineType: 'StateMachineType',
    timeout: 'TimeoutSeconds',
    tracingEnabled: 'TracingConfiguration.Enabled',
  },
  'AWS::Kinesis::Stream': { streamName: 'Name', encryption: 'StreamEncryption' },
  'AWS::SSM::Parameter': { parameterName: 'Name', stringValue: 'Value' },
  'AWS::SecretsManager::Secret': { secretName: 'Name' },
  'AWS::CloudWatch::Alarm': { evaluationPeriods: 'EvaluationPeriods' },
};

/** A property's path as CloudFormation has it. */
export function propertyName(type: string, path: string): string {
  const known = properties[type === 'AWS::DynamoDB::GlobalTable' ? 'AWS::DynamoDB::Table' : type] ?? {};
  const exact = Object.hasOwn(known, path) ? known[path] : undefined;
  if (exact !== undefined) return exact;
  const [first = '', ...rest] = path.split('.');
  const start =
    (Object.hasOwn(known, first) ? known[first] : undefined) ?? first.charAt(0).toUpperCase() + first.slice(1);
  return [start, ...rest].join('.');
}

/** What gives a resource of this type its physical name, as the CDK's properties have it. */
export const nameFields = [
  'functionName',
  'tableName',
  'queueName',
  'topicName',
  'bucketName',
  'eventBusName',
  'ruleName',
  'stateMachineName',
  'restApiName',
  'apiName',
  'userPoolName',
  'alarmName',
  'secretName',
  'parameterName',
  'streamName',
  'roleName',
  'logGroupName',
  'layerVersionName',
  'scheduleName',
  'stackName',
  'name',
];
