import { a } from '@aws-amplify/backend';

/** Names of the Lambda data sources, by function; backend.ts adds them to the API. */
export const functionDataSources = {
  conversation: 'ConversationFunction',
  reportUrl: 'ReportUrlFunction',
  runOperations: 'RunOperationsFunction',
  blueprintEditor: 'BlueprintEditorFunction',
  agentResults: 'AgentResultsFunction',
} as const;

/** Loads the addressed project and holds the caller's claims against its organization: first step of all of these. */
const authorizeProject = a.handler.custom({
  entry: './resolvers/authorize-project.js',
  dataSource: a.ref('Project'),
});
/** The same for a run, an approval and an organization as a whole. */
const authorizeRun = a.handler.custom({ entry: './resolvers/authorize-run.js', dataSource: a.ref('Run') });
const authorizeApproval = a.handler.custom({
  entry: './resolvers/authorize-approval.js',
  dataSource: a.ref('Approval'),
});
const authorizeOrganization = a.handler.custom({ entry: './resolvers/authorize-organization.js' });
const invoke = (dataSource: (typeof functionDataSources)[keyof typeof functionDataSources]) =>
  a.handler.custom({ entry: './resolvers/invoke-function.js', dataSource });
const publish = a.handler.custom({ entry: './resolvers/publish.js' });
const subscribe = a.handler.custom({ entry: './resolvers/subscribe-to-project.js' });

const invokeRuns = invoke(functionDataSources.runOperations);

export const operations = {
  sendMessageToAgent: a
    .mutation()
    .arguments({
      projectId: a.id().required(),
      agentId: a.string().required(),
      message: a.string().required(),
      sessionId: a.id(),
      idempotencyKey: a.string(),
      questionId: a.string(),
    })
    .returns(a.ref('ConversationMessage'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, invoke(functionDataSources.conversation)]),

  /** Newest first; `limit` 1 to 200, 50 unless given. */
  getConversationHistory: a
    .query()
    .arguments({ projectId: a.id().required(), agentId: a.string(), limit: a.integer(), nextToken: a.string() })
    .returns(a.ref('ConversationPage'))
    .authorization((allow) => [allow.authenticated()])
    .handler([
      authorizeProject,
      a.handler.custom({ entry: './resolvers/conversation-history.js', dataSource: a.ref('ConversationMessage') }),
    ]),

  getAssessmentProgress: a
    .query()
    .arguments({ projectId: a.id().required() })
    .returns(a.ref('AssessmentProgress'))
    .authorization((allow) => [allow.authenticated()])
    .handler([
      authorizeProject,
      a.handler.custom({ entry: './resolvers/assessment-progress.js', dataSource: a.ref('Assessment') }),
    ]),

  generateReportDownloadUrl: a
    .query()
    .arguments({ projectId: a.id().required(), format: a.ref('ReportFormat') })
    .returns(a.ref('ReportDownload'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, invoke(functionDataSources.reportUrl)]),

  getCurrentUserProfile: a
    .query()
    .returns(a.ref('UserProfile'))
    .authorization((allow) => [allow.authenticated()])
    .handler(a.handler.custom({ entry: './resolvers/current-user-profile.js' })),

  /** For services with an IAM identity: stores a message so that every open tab sees it. */
  publishConversationMessage: a
    .mutation()
    .arguments({
      id: a.id(),
      projectId: a.id().required(),
      agentId: a.string().required(),
      sessionId: a.id(),
      messageType: a.ref('MessageType').required(),
      message: a.string().required(),
      metadata: a.json(),
      replyTo: a.id(),
      correlationId: a.string(),
    })
    .returns(a.ref('ConversationMessage'))
    .authorization((allow) => [allow.group('nobody')])
    .handler([a.handler.custom({ entry: './resolvers/require-service.js' }), invoke(functionDataSources.conversation)]),

  publishMessageDelta: a
    .mutation()
    .arguments({
      organization: a.string().required(),
      projectId: a.id().required(),
      agentId: a.string().required(),
      sessionId: a.id().required(),
      messageId: a.id().required(),
      replyTo: a.id().required(),
      correlationId: a.string().required(),
      sequence: a.integer().required(),
      delta: a.string().required(),
      done: a.boolean().required(),
    })
    .returns(a.ref('MessageDelta'))
    .authorization((allow) => [allow.group('nobody')])
    .handler(publish),

  onMessageDelta: a
    .subscription()
    .for(a.ref('publishMessageDelta'))
    .arguments({ projectId: a.id().required() })
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, subscribe]),

  publishAssessmentCompletion: a
    .mutation()
    .arguments({
      organization: a.string().required(),
      projectId: a.id().required(),
      status: a.ref('ProjectStatus').required(),
      completedAt: a.datetime().required(),
      correlationId: a.string().required(),
    })
    .returns(a.ref('AssessmentCompletion'))
    .authorization((allow) => [allow.group('nobody')])
    .handler(publish),

  onAssessmentCompleted: a
    .subscription()
    .for(a.ref('publishAssessmentCompletion'))
    .arguments({ projectId: a.id().required() })
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, subscribe]),

  /** `input` by the blueprint's inputs; the same key starts no second run. */
  startRun: a
    .mutation()
    .arguments({
      projectId: a.id().required(),
      blueprintId: a.string().required(),
      input: a.json(),
      idempotencyKey: a.string(),
    })
    .returns(a.ref('Run'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, invokeRuns]),

  /** `input`: `{projectId, blueprintId | agentId, task?, input?, idempotencyKey?}`. */
  submitTask: a
    .mutation()
    .arguments({ input: a.json().required() })
    .returns(a.ref('Run'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, invokeRuns]),

  /** Has one agent do one task, as a run of one step; answers the run's id. */
  executeTaskOnAgent: a
    .mutation()
    .arguments({ projectId: a.id().required(), agentId: a.string().required(), task: a.json().required() })
    .returns(a.id())
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, invokeRuns]),

  aggregateDataFromAgents: a
    .query()
    .arguments({
      projectId: a.id().required(),
      agentIds: a.string().required().array().required(),
      query: a.string().required(),
    })
    .returns(a.ref('AgentAggregate'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, invoke(functionDataSources.agentResults)]),

  cancelRun: a
    .mutation()
    .arguments({ runId: a.id().required() })
    .returns(a.ref('Run'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeRun, invokeRuns]),

  retryStep: a
    .mutation()
    .arguments({ runId: a.id().required(), stepId: a.string().required() })
    .returns(a.ref('Run'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeRun, invokeRuns]),

  /** A new run that takes over the results of the steps before `fromStepId`; with `input` a fork. */
  replayRun: a
    .mutation()
    .arguments({
      runId: a.id().required(),
      fromStepId: a.string().required(),
      input: a.json(),
      idempotencyKey: a.string(),
    })
    .returns(a.ref('Run'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeRun, invokeRuns]),

  /** Hands a step that ended in the dead letters to the workers again. */
  redriveDeadLetter: a
    .mutation()
    .arguments({ runId: a.id().required(), stepId: a.string().required() })
    .returns(a.ref('Run'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeRun, invokeRuns]),

  getRunCost: a
    .query()
    .arguments({ runId: a.id().required() })
    .returns(a.ref('RunCost'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeRun, invokeRuns]),

  decideApproval: a
    .mutation()
    .arguments({
      approvalId: a.id().required(),
      decision: a.ref('ApprovalDecision').required(),
      comment: a.string(),
    })
    .returns(a.ref('Approval'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeApproval, invokeRuns]),

  /** Saves the next version of a blueprint of the organization; what is wrong with it is told with its place. */
  saveBlueprint: a
    .mutation()
    .arguments({ organization: a.string().required(), definition: a.json().required() })
    .returns(a.ref('Blueprint'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeOrganization, invoke(functionDataSources.blueprintEditor)]),

  /** What a definition would be refused for, each with its place; nothing is stored. */
  validateBlueprint: a
    .query()
    .arguments({ organization: a.string().required(), definition: a.json().required() })
    .returns(a.ref('BlueprintCheck'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeOrganization, invoke(functionDataSources.blueprintEditor)]),

  /** Built-in blueprints, and the agents with their tasks' inputs and outputs as JSON Schema. */
  getBlueprintCatalogue: a
    .query()
    .arguments({ organization: a.string().required() })
    .returns(a.ref('BlueprintCatalogue'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeOrganization, invoke(functionDataSources.blueprintEditor)]),

  /** `key` is the artifact's. */
  generateArtifactDownloadUrl: a
    .query()
    .arguments({ projectId: a.id().required(), key: a.string().required() })
    .returns(a.ref('ReportDownload'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, invoke(functionDataSources.reportUrl)]),

  /** For the supervisor: version n + 1 over version n. `state` is JSON text, `steps` what changed. */
  saveRun: a
    .mutation()
    .arguments({
      runId: a.id().required(),
      organization: a.string().required(),
      projectId: a.id().required(),
      version: a.integer().required(),
      status: a.ref('RunStatus').required(),
      state: a.string().required(),
      steps: a.json(),
      usage: a.json(),
      spentUsd: a.float().required(),
      wakeAt: a.float(),
      endedAt: a.datetime(),
      reason: a.string(),
    })
    .returns(a.ref('RunEvent'))
    .authorization((allow) => [allow.group('nobody')])
    .handler(a.handler.custom({ entry: './resolvers/save-run.js', dataSource: a.ref('Run') })),

  /** For workers: `input` are fields of a RunStep, `since` the first attempt whose result counts. */
  saveRunStep: a
    .mutation()
    .arguments({ since: a.integer().required(), input: a.json().required() })
    .returns(a.ref('RunEvent'))
    .authorization((allow) => [allow.group('nobody')])
    .handler(a.handler.custom({ entry: './resolvers/save-run-step.js', dataSource: a.ref('RunStep') })),

  onRunEvent: a
    .subscription()
    .for([a.ref('saveRun'), a.ref('saveRunStep')])
    .arguments({ runId: a.id().required() })
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeRun, a.handler.custom({ entry: './resolvers/subscribe-to-run.js' })]),

  publishDesignProgress: a
    .mutation()
    .arguments({
      organization: a.string().required(),
      projectId: a.id().required(),
      runId: a.id().required(),
      sectionId: a.string().required(),
      completionPercentage: a.integer().required(),
      correlationId: a.string().required(),
    })
    .returns(a.ref('DesignProgress'))
    .authorization((allow) => [allow.group('nobody')])
    .handler(publish),

  onDesignProgress: a
    .subscription()
    .for(a.ref('publishDesignProgress'))
    .arguments({ projectId: a.id().required() })
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, subscribe]),
};
