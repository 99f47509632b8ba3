import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/**
 * What a guardrail found and did; lib/domain/guardrails' GuardrailFinding. Functions write it to the table, which lets it
 * go when its time is over; people list it, and nobody listens to it.
 */
export const GuardrailFinding = a
  .model({
    organization: a.string().required(),
    projectId: a.id().required(),
    kind: a.ref('GuardrailKind').required(),
    source: a.ref('GuardrailSource').required(),
    action: a.ref('GuardrailAction').required(),
    count: a.integer().required(),
    subject: a.string().required(),
    label: a.string(),
    places: a.json(),
    documentId: a.id(),
    runId: a.id(),
    key: a.string(),
    agentId: a.string(),
    foundAt: a.datetime().required(),
  })
  .secondaryIndexes((index) => [
    index('organization').sortKeys(['foundAt']).name('byOrganization').queryField('guardrailFindingsByOrganization'),
  ])
  .disableOperations(['get', 'list', 'mutations', 'subscriptions'])
  .authorization(readByOrganization);
