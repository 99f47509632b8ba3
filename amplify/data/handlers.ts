import { a } from '@aws-amplify/backend';

/** Names of the Lambda data sources, by function; backend.ts adds them to the API. */
export const functionDataSources = {
  conversation: 'ConversationFunction',
  reportUrl: 'ReportUrlFunction',
  runOperations: 'RunOperationsFunction',
  blueprintEditor: 'BlueprintEditorFunction',
  agentResults: 'AgentResultsFunction',
  knowledgeOperations: 'KnowledgeOperationsFunction',
  documentOperations: 'DocumentOperationsFunction',
} as const;

/** Loads the addressed project and holds the caller's claims against its organization: first step of all of these. */
export const authorizeProject = a.handler.custom({
  entry: './resolvers/authorize-project.js',
  dataSource: a.ref('Project'),
});
/** The same for a run, an approval, a document and an organization as a whole. */
export const authorizeRun = a.handler.custom({ entry: './resolvers/authorize-run.js', dataSource: a.ref('Run') });
export const authorizeApproval = a.handler.custom({
  entry: './resolvers/authorize-approval.js',
  dataSource: a.ref('Approval'),
});
export const authorizeDocument = a.handler.custom({
  entry: './resolvers/authorize-document.js',
  dataSource: a.ref('Document'),
});
export const authorizeKnowledgeBase = a.handler.custom({
  entry: './resolvers/authorize-knowledge-base.js',
  dataSource: a.ref('KnowledgeBase'),
});
export const authorizeOrganization = a.handler.custom({ entry: './resolvers/authorize-organization.js' });
export const invoke = (dataSource: (typeof functionDataSources)[keyof typeof functionDataSources]) =>
  a.handler.custom({ entry: './resolvers/invoke-function.js', dataSource });
export const publish = a.handler.custom({ entry: './resolvers/publish.js' });
export const subscribe = a.handler.custom({ entry: './resolvers/subscribe-to-project.js' });

export const invokeRuns = invoke(functionDataSources.runOperations);
