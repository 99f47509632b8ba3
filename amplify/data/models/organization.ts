import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/** A tenant. Its `organization` equals its id, so that the rule is the same as everywhere. */
export const Organization = a
  .model({
    organization: a.string().required(),
    name: a.string().required(),
    description: a.string(),
    /** lib/domain/guardrails' GuardrailPolicy; absent: the default one. */
    guardrails: a.json(),
  })
  .authorization(readByOrganization);
