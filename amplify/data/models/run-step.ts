import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/**
 * What a worker made of a step or branch; its id is `<run>#<key>`, with the key `content` or `content[3]`. An output
 * above 32 KB lies in the bucket under `outputKey`. `attempts` are the earlier ones, oldest first.
 */
export const RunStep = a
  .model({
    organization: a.string().required(),
    projectId: a.id().required(),
    runId: a.id().required(),
    key: a.string().required(),
    agentId: a.string().required(),
    task: a.string(),
    status: a.ref('RunStepStatus').required(),
    attempt: a.integer().required(),
    startedAt: a.datetime().required(),
    endedAt: a.datetime(),
    heartbeatAt: a.datetime(),
    input: a.json(),
    inputKey: a.string(),
    output: a.json(),
    outputKey: a.string(),
    facts: a.json(),
    evidence: a.json(),
    artifacts: a.json(),
    logs: a.string().array(),
    usage: a.json(),
    usd: a.float(),
    attempts: a.json(),
    reason: a.string(),
    /** Of a failure: whether another attempt may help. */
    isRetryable: a.boolean(),
    feedback: a.string(),
    continuation: a.json(),
    /** Where a replay took the result from. */
    reusedFrom: a.id(),
  })
  .secondaryIndexes((index) => [index('runId').sortKeys(['key']).name('byRun').queryField('runStepsByRun')])
  .authorization(readByOrganization);
