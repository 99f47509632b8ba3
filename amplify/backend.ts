import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource.ts';
import { functionDataSources } from './data/operations.ts';
import { data } from './data/resource.ts';
import { agentMessageHandler } from './functions/agent-message-handler/resource.ts';
import { assessmentCompletionNotifier } from './functions/assessment-completion-notifier/resource.ts';
import { conversation } from './functions/conversation/resource.ts';
import { preTokenGeneration } from './functions/pre-token-generation/resource.ts';
import { projectLifecycle } from './functions/project-lifecycle/resource.ts';
import { projectProgressUpdater } from './functions/project-progress-updater/resource.ts';
import { reportUrl } from './functions/report-url/resource.ts';

const backend = defineBackend({
  auth,
  data,
  preTokenGeneration,
  conversation,
  agentMessageHandler,
  projectLifecycle,
  projectProgressUpdater,
  assessmentCompletionNotifier,
  reportUrl,
});
backend.data.addLambdaDataSource(functionDataSources.conversation, backend.conversation.resources.lambda);
backend.data.addLambdaDataSource(functionDataSources.reportUrl, backend.reportUrl.resources.lambda);
