import { defineBackend } from '@aws-amplify/backend';
import { Stack } from 'aws-cdk-lib';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { agents } from '../lib/agents/registry.ts';
import { workLimitsOf } from '../lib/agents/work-limits.ts';
import { hardenAuth } from './auth/harden.ts';
import { auth } from './auth/resource.ts';
import { grantData, tableOf } from './data/grants.ts';
import { guardWrites } from './data/guard-writes.ts';
import { functionDataSources } from './data/handlers.ts';
import { data } from './data/resource.ts';
import { trimDependencies } from './data/trim-dependencies.ts';
import { grantProviders } from './engine/grant-providers.ts';
import { createEngineTables } from './engine/resource.ts';
import { agentMessageHandler } from './functions/agent-message-handler/resource.ts';
import { agentResults } from './functions/agent-results/resource.ts';
import { assessmentCompletionNotifier } from './functions/assessment-completion-notifier/resource.ts';
import { blueprintEditor } from './functions/blueprint-editor/resource.ts';
import { conversation } from './functions/conversation/resource.ts';
import { designProgressNotifier } from './functions/design-progress-notifier/resource.ts';
import { designRenderer } from './functions/design-renderer/resource.ts';
import { documentCleaner } from './functions/document-cleaner/resource.ts';
import { documentOperations } from './functions/document-operations/resource.ts';
import { documentProcessor } from './functions/document-processor/resource.ts';
import { documentRecognizer } from './functions/document-recognizer/resource.ts';
import { functionOf, grantInvoke } from './functions/function-of.ts';
import { knowledgeIndexer } from './functions/knowledge-indexer/resource.ts';
import { knowledgeOperations } from './functions/knowledge-operations/resource.ts';
import { preTokenGeneration } from './functions/pre-token-generation/resource.ts';
import { projectBelongings, runBelongings, runs } from './functions/project-cleaner/belongings.ts';
import { projectCleaner } from './functions/project-cleaner/resource.ts';
import { projectLifecycle } from './functions/project-lifecycle/resource.ts';
import { projectProgressUpdater } from './functions/project-progress-updater/resource.ts';
import { reportRenderer } from './functions/report-renderer/resource.ts';
import { reportUrl } from './functions/report-url/resource.ts';
import { runOperations } from './functions/run-operations/resource.ts';
import { runSweeper } from './functions/run-sweeper/resource.ts';
import { sourceScanner } from './functions/source-scanner/resource.ts';
import { supervisor } from './functions/supervisor/resource.ts';
import { usageRecorder } from './functions/usage-recorder/resource.ts';
import { worker } from './functions/worker/resource.ts';
import { connectKnowledge } from './knowledge/connect.ts';
import { createMessaging } from './messaging/resource.ts';
import { connectConsumer } from './messaging/rules.ts';
import { connectRecognition } from './recognition/connect.ts';
import { recognitionSettings } from './recognition/settings.ts';
import {
  grantReadArtifacts,
  grantReadDocuments,
  grantRemoveDocuments,
  grantRemoveProjects,
  grantTakeUploads,
  grantWriteArtifacts,
  grantWriteDocumentTexts,
  grantWriteSystemModels,
} from './storage/grants.ts';
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
  sourceScanner,
  designRenderer,
  runOperations,
  blueprintEditor,
  agentResults,
  supervisor,
  worker,
  runSweeper,
  designProgressNotifier,
  usageRecorder,
  knowledgeOperations,
  knowledgeIndexer,
  documentOperations,
  documentProcessor,
  documentRecognizer,
  documentCleaner,
  projectCleaner,
});
const functions = {
  conversation: functionOf(backend.conversation),
  agentMessageHandler: functionOf(backend.agentMessageHandler),
  projectLifecycle: functionOf(backend.projectLifecycle),
  projectProgressUpdater: functionOf(backend.projectProgressUpdater),
  assessmentCompletionNotifier: functionOf(backend.assessmentCompletionNotifier),
  reportUrl: functionOf(backend.reportUrl),
  reportRenderer: functionOf(backend.reportRenderer),
  sourceScanner: functionOf(backend.sourceScanner),
  designRenderer: functionOf(backend.designRenderer),
  runOperations: functionOf(backend.runOperations),
  blueprintEditor: functionOf(backend.blueprintEditor),
  agentResults: functionOf(backend.agentResults),
  supervisor: functionOf(backend.supervisor),
  worker: functionOf(backend.worker),
  runSweeper: functionOf(backend.runSweeper),
  designProgressNotifier: functionOf(backend.designProgressNotifier),
  usageRecorder: functionOf(backend.usageRecorder),
  knowledgeOperations: functionOf(backend.knowledgeOperations),
  knowledgeIndexer: functionOf(backend.knowledgeIndexer),
  documentOperations: functionOf(backend.documentOperations),
  documentProcessor: functionOf(backend.documentProcessor),
  documentRecognizer: functionOf(backend.documentRecognizer),
  documentCleaner: functionOf(backend.documentCleaner),
  projectCleaner: functionOf(backend.projectCleaner),
};

hardenAuth(backend.auth.resources, backend.preTokenGeneration.resources.lambda);
hardenBucket(backend.storage.resources.cfnResources.cfnBucket, process.env);
guardWrites(backend.data.resources);
backend.data.addLambdaDataSource(functionDataSources.conversation, functions.conversation);
backend.data.addLambdaDataSource(functionDataSources.reportUrl, functions.reportUrl);
backend.data.addLambdaDataSource(functionDataSources.runOperations, functions.runOperations);
backend.data.addLambdaDataSource(functionDataSources.blueprintEditor, functions.blueprintEditor);
backend.data.addLambdaDataSource(functionDataSources.agentResults, functions.agentResults);
backend.data.addLambdaDataSource(functionDataSources.knowledgeOperations, functions.knowledgeOperations);
backend.data.addLambdaDataSource(functionDataSources.documentOperations, functions.documentOperations);

// The agents themselves are not in the function: it answers people.
functions.runOperations.addEnvironment('WORK_LIMITS', JSON.stringify(workLimitsOf(agents)));

const { amplifyDynamoDbTables } = backend.data.resources.cfnResources;
for (const table of Object.values(amplifyDynamoDbTables)) table.pointInTimeRecoveryEnabled = true;
const findingTable = amplifyDynamoDbTables.GuardrailFinding;
if (findingTable) findingTable.timeToLiveAttribute = { attributeName: 'expiresAt', enabled: true };

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
    'createDesignInterview',
    'updateDesignInterview',
    'createAgentStatus',
    'updateAgentStatus',
    'publishMessageDelta',
  ],
  tables: {
    Agent: ['GetItem'],
    Assessment: ['GetItem'],
    ConversationMessage: ['GetItem', 'Query'],
    Document: ['Query'],
    DesignInterview: ['GetItem'],
    GuardrailFinding: ['PutItem'],
    Organization: ['GetItem'],
    Project: ['GetItem'],
  },
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
grantData(functions.runOperations, backend.data, {
  mutations: ['createRun', 'updateApproval', 'createAuditEvent'],
  tables: {
    Agent: ['GetItem'],
    Approval: ['GetItem'],
    Blueprint: ['Query'],
    Project: ['GetItem'],
    Run: ['GetItem'],
    RunStep: ['Query'],
  },
});
grantData(functions.agentResults, backend.data, { tables: { Run: ['Query'], RunStep: ['Query'] } });
grantData(functions.blueprintEditor, backend.data, {
  mutations: ['createBlueprint'],
  tables: { Blueprint: ['Query'] },
});
grantData(functions.supervisor, backend.data, {
  mutations: ['saveRun', 'createApproval', 'updateApproval', 'createNotification'],
  tables: { Approval: ['GetItem'], Run: ['BatchGetItem', 'GetItem', 'Query'] },
});
grantData(functions.worker, backend.data, {
  mutations: [
    ...['saveRun', 'saveRunStep', 'advanceRun', 'createNotification'],
    ...['createArtifact', 'updateArtifact', 'createAgentStatus', 'updateAgentStatus'],
  ],
  tables: {
    Agent: ['GetItem'],
    Artifact: ['GetItem'],
    Assessment: ['GetItem'],
    DesignInterview: ['GetItem'],
    Document: ['BatchGetItem', 'GetItem', 'Query'],
    GuardrailFinding: ['PutItem'],
    KnowledgeBase: ['GetItem'],
    KnowledgeSource: ['Query'],
    Organization: ['GetItem'],
    Project: ['GetItem'],
    Run: ['BatchGetItem', 'GetItem'],
    RunStep: ['BatchGetItem'],
  },
});
grantData(functions.runSweeper, backend.data, { tables: { Run: ['Query'] } });
grantData(functions.usageRecorder, backend.data, {
  mutations: ['createUsageRecord', 'updateUsageRecord'],
  tables: { Run: ['GetItem'], RunStep: ['Query'] },
});
grantData(functions.documentOperations, backend.data, {
  mutations: ['createDocument', 'updateDocument'],
  tables: { Document: ['GetItem'], Project: ['GetItem'] },
});
grantData(functions.documentProcessor, backend.data, {
  mutations: ['updateDocument'],
  tables: { Document: ['GetItem'], GuardrailFinding: ['PutItem'], Organization: ['GetItem'] },
});
grantData(functions.documentRecognizer, backend.data, {
  mutations: ['updateDocument'],
  tables: { Document: ['GetItem'] },
});
grantData(functions.documentCleaner, backend.data, { tables: { GuardrailFinding: ['PutItem'] } });
grantData(functions.knowledgeOperations, backend.data, {
  mutations: ['createKnowledgeSource', 'deleteKnowledgeSource', 'updateKnowledgeBase'],
  tables: { Document: ['BatchGetItem'], KnowledgeBase: ['GetItem'], KnowledgeSource: ['GetItem', 'Query'] },
});
grantData(functions.knowledgeIndexer, backend.data, {
  mutations: ['updateKnowledgeSource', 'deleteKnowledgeSource', 'updateKnowledgeBase'],
  tables: { Document: ['BatchGetItem'], KnowledgeBase: ['GetItem', 'Query'], KnowledgeSource: ['Query'] },
});
grantData(functions.designProgressNotifier, backend.data, { mutations: ['publishDesignProgress'] });

grantData(functions.projectCleaner, backend.data, {
  tables: {
    ...Object.fromEntries(
      [...projectBelongings, ...runBelongings, runs].map(({ model }) => [model, ['DeleteItem', 'Query'] as const]),
    ),
    Project: ['GetItem'],
  },
});

const { bucket } = backend.storage.resources;
grantReadArtifacts(functions.reportUrl, bucket);
grantWriteArtifacts(functions.reportRenderer, bucket);
grantReadArtifacts(functions.agentResults, bucket);
grantReadArtifacts(functions.worker, bucket);
grantWriteArtifacts(functions.worker, bucket);
grantTakeUploads(functions.documentOperations, bucket);
grantReadDocuments(functions.documentProcessor, bucket);
grantWriteDocumentTexts(functions.documentProcessor, bucket);
grantRemoveDocuments(functions.documentCleaner, bucket);
grantRemoveProjects(functions.projectCleaner, bucket);

grantReadDocuments(functions.worker, bucket);
grantReadDocuments(functions.sourceScanner, bucket);
grantWriteSystemModels(functions.sourceScanner, bucket);
grantReadArtifacts(functions.designRenderer, bucket);
grantWriteArtifacts(functions.designRenderer, bucket);
grantInvoke(functions.worker, functions.sourceScanner, 'SOURCE_SCANNER_FUNCTION');
grantInvoke(functions.worker, functions.designRenderer, 'DESIGN_RENDERER_FUNCTION');

const environmentName = String(backend.stack.node.tryGetContext('amplify-backend-name') ?? 'dev');
const messaging = createMessaging(backend.createStack('messaging'), environmentName.replaceAll(/[^\w.-]/g, '-'));
const publishers = [
  functions.conversation,
  functions.agentMessageHandler,
  functions.projectLifecycle,
  functions.runOperations,
  functions.supervisor,
  functions.worker,
  functions.documentOperations,
  functions.documentProcessor,
];
for (const fn of publishers) {
  messaging.bus.grantPutEventsTo(fn);
  fn.addEnvironment('BUS_NAME', messaging.bus.eventBusName);
}
connectConsumer('agentMessageHandler', functions.agentMessageHandler, messaging);
connectConsumer('projectProgressUpdater', functions.projectProgressUpdater, messaging);
connectConsumer('assessmentCompletionNotifier', functions.assessmentCompletionNotifier, messaging);
connectConsumer('reportRenderer', functions.reportRenderer, messaging);
connectConsumer('designProgressNotifier', functions.designProgressNotifier, messaging);
connectConsumer('documentProcessor', functions.documentProcessor, messaging);
connectConsumer('usageRecorder', functions.usageRecorder, messaging);
connectKnowledge(
  {
    operations: functions.knowledgeOperations,
    indexer: functions.knowledgeIndexer,
    reader: functions.agentMessageHandler,
  },
  { tableOf: (model) => tableOf(backend.data.resources, model), bucket, messaging },
);

const recognition = recognitionSettings(process.env, backend.stack);
if (recognition) {
  connectRecognition(
    { recognizer: functions.documentRecognizer, processor: functions.documentProcessor },
    { settings: recognition, stack: backend.createStack('recognition'), bucket, messaging },
  );
}

// Imported, so that the queues' stack learns nothing of this one.
const importQueue = (name: string, { queueArn }: { queueArn: string }) =>
  Queue.fromQueueArn(Stack.of(functions.supervisor), name, queueArn);
const supervisorQueue = importQueue('supervisorQueue', messaging.supervisorQueue);
const workerQueue = importQueue('workerQueue', messaging.workerQueue);
functions.supervisor.addEventSource(
  new SqsEventSource(supervisorQueue, { batchSize: 10, reportBatchItemFailures: true }),
);
functions.worker.addEventSource(new SqsEventSource(workerQueue, { batchSize: 5, reportBatchItemFailures: true }));
for (const fn of [functions.runOperations, functions.supervisor, functions.worker]) {
  workerQueue.grantSendMessages(fn);
  fn.addEnvironment('WORKER_QUEUE_URL', messaging.workerQueue.queueUrl);
}
supervisorQueue.grantSendMessages(functions.runSweeper);
for (const fn of [functions.runSweeper, functions.supervisor]) {
  fn.addEnvironment('SUPERVISOR_QUEUE_URL', messaging.supervisorQueue.queueUrl);
}
const engineTables = createEngineTables(backend.createStack('engine'));
engineTables.leases.grant(functions.worker, 'dynamodb:UpdateItem', 'dynamodb:GetItem');
functions.worker.addEnvironment('LEASE_TABLE', engineTables.leases.tableName);
for (const fn of [functions.worker, functions.agentMessageHandler]) {
  engineTables.breakers.grant(fn, 'dynamodb:GetItem', 'dynamodb:PutItem');
  fn.addEnvironment('BREAKER_TABLE', engineTables.breakers.tableName);
  grantProviders(fn);
}
engineTables.deadLetters.grant(functions.supervisor, 'dynamodb:PutItem');
functions.supervisor.addEnvironment('DEAD_LETTER_TABLE', engineTables.deadLetters.tableName);

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

const cleanerDeadLetters = Queue.fromQueueArn(
  Stack.of(functions.documentCleaner),
  'documentCleanerDeadLetters',
  messaging.deadLetters.documentCleaner.queueArn,
);
functions.documentCleaner.addEventSource(
  new DynamoEventSource(tableOf(backend.data.resources, 'Document'), {
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 25,
    retryAttempts: 3,
    reportBatchItemFailures: true,
    filters: [FilterCriteria.filter({ eventName: ['REMOVE'] })],
    onFailure: new SqsDlq(cleanerDeadLetters),
  }),
);

const projectDeadLetters = Queue.fromQueueArn(
  Stack.of(functions.projectCleaner),
  'projectCleanerDeadLetters',
  messaging.deadLetters.projectCleaner.queueArn,
);
functions.projectCleaner.addEventSource(
  new DynamoEventSource(tableOf(backend.data.resources, 'Project'), {
    startingPosition: StartingPosition.TRIM_HORIZON,
    // A large project takes a while: it goes on where it was when its time was over.
    batchSize: 1,
    retryAttempts: 10,
    reportBatchItemFailures: true,
    filters: [FilterCriteria.filter({ eventName: ['REMOVE'] })],
    onFailure: new SqsDlq(projectDeadLetters),
  }),
);

trimDependencies(backend.data.resources.graphqlApi);

/** Names that the server, the command line and the tests go by. */
const namesOf = <Key extends string, Value>(record: Readonly<Record<Key, Value>>, name: (value: Value) => string) =>
  Object.fromEntries(Object.entries<Value>(record).map(([key, value]) => [key, name(value)]));

backend.addOutput({
  custom: {
    busName: messaging.bus.eventBusName,
    bucketName: bucket.bucketName,
    tableNames: namesOf(backend.data.resources.tables, (table) => table.tableName),
    functionNames: namesOf(functions, (fn) => fn.functionName),
    queueUrls: { supervisor: messaging.supervisorQueue.queueUrl, worker: messaging.workerQueue.queueUrl },
    deadLetterUrls: namesOf(messaging.deadLetters, (queue) => queue.queueUrl),
    deadLetterTable: engineTables.deadLetters.tableName,
  },
});
