import { a } from '@aws-amplify/backend';
import { authorizeProject, functionDataSources, invoke, publish, subscribe } from './handlers.ts';

/** What agents made, and what they are making. */
export const resultOperations = {
  generateReportDownloadUrl: a
    .query()
    .arguments({ projectId: a.id().required(), format: a.ref('ReportFormat') })
    .returns(a.ref('ReportDownload'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, invoke(functionDataSources.reportUrl)]),

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

  /** `key` is the artifact's. */
  generateArtifactDownloadUrl: a
    .query()
    .arguments({ projectId: a.id().required(), key: a.string().required() })
    .returns(a.ref('ReportDownload'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, invoke(functionDataSources.reportUrl)]),

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
