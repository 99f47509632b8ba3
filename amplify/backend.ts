import { defineBackend } from '@aws-amplify/backend';
import { Stack } from 'aws-cdk-lib';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { hardenAuth } from './auth/harden.ts';
import { auth } from './auth/resource.ts';
import { grantData, tableOf } from './data/grants.ts';
import { guardWrites } from './data/guard-writes.ts';
import { functionDataSources } from './data/operations.ts';
import { data } from './data/resource.ts';
import { agentMessageHandler } from './functions/agent-message-handler/resource.ts';
import { assessmentCompletionNotifier } from './functions/assessment-completion-notifier/resource.ts';
import { conversation } from './functions/conversation/resource.ts';
import { functionOf } from './functions/function-of.ts';
import { preTokenGeneration } from './functions/pre-token-generation/resource.ts';
import { projectLifecycle } from './functions/project-lifecycle/resource.ts';
import { projectProgressUpdater } from './functions/project-progress-updater/resource.ts';
import { reportRenderer } from './functions/report-renderer/resource.ts';
import { reportUrl } from './functions/report-url/resource.ts';
import { createMessaging } from './messaging/resource.ts';
import { connectConsumer } from './messaging/rules.ts';
import { grantReadArtifacts, grantWriteArtifacts } from './storage/grants.ts';
import { hardenBucket } from './storage/harden.ts';
import { storage } from './storage/resource.ts';

export const backend = defineBackend({
  auth,
  data,
  storage,
  preTokenGeneration,
  conversation,
  agentMessageHandler,
  projectLifecycle,
  projectProgressUpdater,
  assessmentCompletionNotifier,
  reportUrl,
  reportRenderer,
});
const functions = {
  conversation: functionOf(backend.conversation),
  agentMessageHandler: functionOf(backend.agentMessageHandler),
  projectLifecycle: functionOf(backend.projectLifecycle),
  projectProgressUpdater: functionOf(backend.projectProgressUpdater),
  assessmentCompletionNotifier: functionOf(backend.assessmentCompletionNotifier),
  reportUrl: functionOf(backend.reportUrl),
  reportRenderer: functionOf(backend.reportRenderer),
};

hardenAuth(backend.auth.resources, backend.preTokenGeneration.resources.lambda);
hardenBucket(backend.storage.resources.cfnResources.cfnBucket, process.env);
guardWrites(backend.data.resources);
backend.data.addLambdaDataSource(functionDataSources.conversation, functions.conversation);
backend.data.addLambdaDataSource(functionDataSources.reportUrl, functions.reportUrl);

const { amplifyDynamoDbTables } = backend.data.resources.cfnResources;
for (const table of Object.values(amplifyDynamoDbTables)) table.pointInTimeRecoveryEnabled = true;

grantData(functions.conversation, backend.data, {
  mutations: ['createConversationMessage', 'createChatSession'],
  tables: {
    Agent: ['GetItem'],
    ChatSession: ['GetItem'],
    ConversationMessage: ['GetItem', 'UpdateItem'],
    Project: ['GetItem'],
  },
});
grantData(functions.agentMessageHandler, backend.data, {
  mutations: [
    'createConversationMessage',
    'createAssessment',
    'updateAssessment',
    'createAgentStatus',
    'updateAgentStatus',
    'publishMessageDelta',
  ],
  tables: { Assessment: ['GetItem'], ConversationMessage: ['GetItem', 'Query'], Project: ['GetItem'] },
});
grantData(functions.projectLifecycle, backend.data, { mutations: ['createAuditEvent'] });
grantData(functions.projectProgressUpdater, backend.data, {
  mutations: ['updateProject'],
  tables: { Project: ['GetItem'] },
});
grantData(functions.assessmentCompletionNotifier, backend.data, {
  mutations: ['updateProject', 'publishAssessmentCompletion'],
  tables: { Project: ['GetItem'] },
});
grantData(functions.reportRenderer, backend.data, {
  mutations: ['createArtifact', 'updateArtifact'],
  tables: { Assessment: ['GetItem'], Project: ['GetItem'] },
});

const { bucket } = backend.storage.resources;
grantReadArtifacts(functions.reportUrl, bucket);
grantWriteArtifacts(functions.reportRenderer, bucket);

const environmentName = String(backend.stack.node.tryGetContext('amplify-backend-name') ?? 'dev');
const messaging = createMessaging(backend.createStack('messaging'), environmentName.replaceAll(/[^\w.-]/g, '-'));
for (const fn of [functions.conversation, functions.agentMessageHandler, functions.projectLifecycle]) {
  messaging.bus.grantPutEventsTo(fn);
  fn.addEnvironment('BUS_NAME', messaging.bus.eventBusName);
}
connectConsumer('agentMessageHandler', functions.agentMessageHandler, messaging);
connectConsumer('projectProgressUpdater', functions.projectProgressUpdater, messaging);
connectConsumer('assessmentCompletionNotifier', functions.assessmentCompletionNotifier, messaging);
connectConsumer('reportRenderer', functions.reportRenderer, messaging);

const lifecycleDeadLetters = Queue.fromQueueArn(
  Stack.of(functions.projectLifecycle),
  'projectLifecycleDeadLetters',
  messaging.deadLetters.projectLifecycle.queueArn,
);
functions.projectLifecycle.addEventSource(
  new DynamoEventSource(tableOf(backend.data.resources, 'Project'), {
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 25,
    retryAttempts: 3,
    reportBatchItemFailures: true,
    onFailure: new SqsDlq(lifecycleDeadLetters),
  }),
);

/** Names that the server, the command line and the tests go by. */
const namesOf = <Key extends string, Value>(record: Readonly<Record<Key, Value>>, name: (value: Value) => string) =>
  Object.fromEntries(Object.entries<Value>(record).map(([key, value]) => [key, name(value)]));

backend.addOutput({
  custom: {
    busName: messaging.bus.eventBusName,
    bucketName: bucket.bucketName,
    tableNames: namesOf(backend.data.resources.tables, (table) => table.tableName),
    functionNames: namesOf(functions, (fn) => fn.functionName),
    deadLetterUrls: namesOf(messaging.deadLetters, (queue) => queue.queueUrl),
  },
});
