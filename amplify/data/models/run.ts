import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/**
 * A blueprint at work for a project. `definition` is the blueprint as it was at the start, `state`
 * lib/domain/run's RunState (both as JSON), written on condition of `version`; `wakeAt` (milliseconds, in the one
 * shard `due`) is when time alone has the supervisor decide again.
 */
export const Run = a
  .model({
    organization: a.string().required(),
    projectId: a.id().required(),
    blueprintId: a.string().required(),
    blueprintVersion: a.integer().required(),
    name: a.string().required(),
    status: a.ref('RunStatus').required(),
    version: a.integer().required(),
    state: a.json().required(),
    definition: a.json().required(),
    input: a.json(),
    correlationId: a.string().required(),
    startedBy: a.string(),
    startedByEmail: a.string(),
    startedAt: a.datetime().required(),
    endedAt: a.datetime(),
    reason: a.string(),
    /** The run that this one replays, from which step, and whether its input was changed. */
    replayOf: a.id(),
    fromStepId: a.string(),
    isFork: a.boolean(),
    /** Requests, time and bytes that the supervisor itself used for it; the steps' records hold the rest. */
    usage: a.json(),
    spentUsd: a.float(),
    wakeShard: a.string(),
    wakeAt: a.float(),
  })
  .secondaryIndexes((index) => [
    index('projectId').sortKeys(['startedAt']).name('byProject').queryField('runsByProject'),
    index('organization').sortKeys(['startedAt']).name('byOrganization').queryField('runsByOrganization'),
    index('wakeShard').sortKeys(['wakeAt']).name('byWake').queryField('runsToWake'),
  ])
  .authorization(readByOrganization);
