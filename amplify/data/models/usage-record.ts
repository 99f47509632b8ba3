import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/** What a run that is over used and cost; its id is the run's. `lines` are lib/domain/cost's priced lines. */
export const UsageRecord = a
  .model({
    organization: a.string().required(),
    projectId: a.id().required(),
    runId: a.id().required(),
    blueprintId: a.string().required(),
    pricesOf: a.date().required(),
    usd: a.float().required(),
    lines: a.json().required(),
    recordedAt: a.datetime().required(),
  })
  .secondaryIndexes((index) => [
    index('organization').sortKeys(['recordedAt']).name('byOrganization').queryField('usageByOrganization'),
  ])
  .authorization(readByOrganization);
