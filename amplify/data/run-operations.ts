import { a } from '@aws-amplify/backend';
import { authorizeApproval, authorizeProject, authorizeRun, invokeRuns } from './handlers.ts';

/** Version n + 1 over version n. `state` is JSON text, `steps` what changed. */
const nextVersion = {
  runId: a.id().required(),
  version: a.integer().required(),
  status: a.ref('RunStatus').required(),
  state: a.string().required(),
  steps: a.json(),
  usage: a.json(),
  spentUsd: a.float().required(),
  wakeAt: a.float(),
  endedAt: a.datetime(),
  reason: a.string(),
};

/** Runs, their steps and gates; the saves are for supervisor and workers. */
export const runOperations = {
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

  /** For the supervisor. */
  saveRun: a
    .mutation()
    .arguments({ organization: a.string().required(), projectId: a.id().required(), ...nextVersion })
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

  /** For workers: a result as with `saveRunStep`, then the run that it brings about as with `saveRun`; where that one moved meanwhile, the result alone. */
  advanceRun: a
    .mutation()
    .arguments({ since: a.integer().required(), input: a.json().required(), ...nextVersion })
    .returns(a.ref('RunEvent'))
    .authorization((allow) => [allow.group('nobody')])
    .handler([
      a.handler.custom({ entry: './resolvers/save-run-step.js', dataSource: a.ref('RunStep') }),
      a.handler.custom({ entry: './resolvers/save-run.js', dataSource: a.ref('Run') }),
    ]),

  onRunEvent: a
    .subscription()
    .for([a.ref('saveRun'), a.ref('saveRunStep'), a.ref('advanceRun')])
    .arguments({ runId: a.id().required() })
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeRun, a.handler.custom({ entry: './resolvers/subscribe-to-run.js' })]),
};
