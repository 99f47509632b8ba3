import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { deliveryPolicy } from '../../lib/domain/events/consumers.ts';
import type { Messaging } from '../messaging/resource.ts';
import type { RecognitionSettings } from './settings.ts';

const timeoutSeconds = 60;
const { retryAttempts } = deliveryPolicy;
const maxEventAge = Duration.hours(deliveryPolicy.maximumAgeHours);

/** How a job ends, as Bedrock tells the account's default bus. */
const ends = [
  'Bedrock Data Automation Job Succeeded',
  'Bedrock Data Automation Job Failed With Client Error',
  'Bedrock Data Automation Job Failed With Service Error',
];

/**
 * Connects the recognition of scans: the processor asks for it by a queue, which also has the recognizer look after jobs
 * of whose end nobody told; Bedrock's own events are heard where they come, on the default bus.
 */
export function connectRecognition(
  { recognizer, processor }: { readonly recognizer: LambdaFunction; readonly processor: LambdaFunction },
  {
    settings,
    stack,
    bucket,
    messaging,
  }: {
    readonly settings: RecognitionSettings;
    /** For the queues; it depends on nothing. */
    readonly stack: Stack;
    readonly bucket: IBucket;
    readonly messaging: Messaging;
  },
): void {
  const own = Stack.of(recognizer);
  const created = createQueues(stack);
  const queue = Queue.fromQueueArn(own, 'recognitionQueue', created.queue.queueArn);
  const deadLetterQueue = Queue.fromQueueArn(own, 'recognitionDeadLetters', created.deadLetters.queueArn);
  recognizer.addEventSource(new SqsEventSource(queue, { batchSize: 5, reportBatchItemFailures: true }));
  for (const fn of [recognizer, processor]) {
    queue.grantSendMessages(fn);
    fn.addEnvironment('RECOGNITION_QUEUE_URL', created.queue.queueUrl);
  }
  messaging.bus.grantPutEventsTo(recognizer);
  recognizer.addEnvironment('BUS_NAME', messaging.bus.eventBusName);
  recognizer.configureAsyncInvoke({ retryAttempts, maxEventAge, onFailure: new SqsDestination(deadLetterQueue) });
  new Rule(own, 'recognitionRule', {
    description: 'Jobs of Bedrock Data Automation → documentRecognizer',
    eventPattern: {
      source: ['aws.bedrock'],
      detailType: ends,
      detail: { input_s3_object: { s3_bucket: [bucket.bucketName] } },
    },
    targets: [new LambdaTarget(recognizer, { deadLetterQueue, retryAttempts, maxEventAge })],
  });
  grantJobs(recognizer, settings);
  grantFiles(recognizer, bucket);
}

function createQueues(stack: Stack): { readonly queue: Queue; readonly deadLetters: Queue } {
  const deadLetters = new Queue(stack, 'recognitionDeadLetters', {
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
  deadLetters.addToResourcePolicy(
    new PolicyStatement({
      sid: 'RulesOfTheDefaultBus',
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [deadLetters.queueArn],
      conditions: { ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'events', resource: 'rule/*' }) } },
    }),
  );
  const queue = new Queue(stack, 'recognition', {
    visibilityTimeout: Duration.seconds(6 * timeoutSeconds),
    retentionPeriod: Duration.days(7),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 10 },
  });
  return { queue, deadLetters };
}

/** Jobs by the one project and profile; a profile reads in any region of its geography. */
function grantJobs(fn: LambdaFunction, { profileArn, projectArn }: RecognitionSettings): void {
  const anyRegion = profileArn.replace(/^(arn:.*?:bedrock:).*?(:[^:]*:data-automation-profile\/)/, '$1*$2');
  fn.addToRolePolicy(
    new PolicyStatement({ actions: ['bedrock:InvokeDataAutomationAsync'], resources: [anyRegion, projectArn] }),
  );
  const jobs = Stack.of(fn).formatArn({
    ...{ service: 'bedrock', resource: 'data-automation-invocation', resourceName: '*' },
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  fn.addToRolePolicy(new PolicyStatement({ actions: ['bedrock:GetDataAutomationStatus'], resources: [jobs] }));
  fn.addEnvironment('DATA_AUTOMATION_PROFILE_ARN', profileArn);
  fn.addEnvironment('DATA_AUTOMATION_PROJECT_ARN', projectArn);
}

/** Files of scans: Bedrock reads the copy and writes the results with this function's leave. */
function grantFiles(fn: LambdaFunction, bucket: IBucket): void {
  const allow = (actions: string[], resources: string[]) =>
    fn.addToRolePolicy(new PolicyStatement({ actions, resources }));
  const folder = bucket.arnForObjects('documents/*/recognition/*');
  allow(['s3:GetObject'], [bucket.arnForObjects('documents/*/original')]);
  allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'], [folder]);
  // Listing is what makes S3 say that a file is missing instead of forbidden.
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['s3:ListBucket', 's3:ListBucketVersions'],
      resources: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': ['documents/*/recognition/*'] } },
    }),
  );
  fn.addEnvironment('BUCKET_NAME', bucket.bucketName);
}
