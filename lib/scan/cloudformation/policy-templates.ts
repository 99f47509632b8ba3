/** What SAM's policy templates allow, as far as it tells what is done to what they name. */
const actionsByTemplate: Readonly<Record<string, readonly string[]>> = {
  DynamoDBCrudPolicy: [
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:Scan',
    'dynamodb:DeleteItem',
  ],
  DynamoDBReadPolicy: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
  DynamoDBStreamReadPolicy: ['dynamodb:GetRecords'],
  DynamoDBWritePolicy: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'],
  DynamoDBReconfigurePolicy: ['dynamodb:UpdateTable'],
  EventBridgePutEventsPolicy: ['events:PutEvents'],
  FirehoseCrudPolicy: ['firehose:PutRecord'],
  FirehoseWritePolicy: ['firehose:PutRecord'],
  KinesisCrudPolicy: ['kinesis:PutRecord', 'kinesis:GetRecords'],
  KinesisStreamReadPolicy: ['kinesis:GetRecords'],
  LambdaInvokePolicy: ['lambda:InvokeFunction'],
  S3CrudPolicy: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
  S3FullAccessPolicy: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
  S3ReadPolicy: ['s3:GetObject'],
  S3WritePolicy: ['s3:PutObject'],
  SNSCrudPolicy: ['sns:Publish'],
  SNSPublishMessagePolicy: ['sns:Publish'],
  SQSPollerPolicy: ['sqs:ReceiveMessage'],
  SQSSendMessagePolicy: ['sqs:SendMessage'],
  SSMParameterReadPolicy: ['ssm:GetParameter'],
  SSMParameterWithSlashPrefixReadPolicy: ['ssm:GetParameter'],
  StepFunctionsExecutionPolicy: ['states:StartExecution'],
  AWSSecretsManagerGetSecretValuePolicy: ['secretsmanager:GetSecretValue'],
};

/** The actions of a policy template; none where they tell nothing of use. */
export function templateActions(name: string): readonly string[] {
  return (Object.hasOwn(actionsByTemplate, name) ? actionsByTemplate[name] : undefined) ?? [];
}
