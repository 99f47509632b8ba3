import { a } from '@aws-amplify/backend';
import { readByOrganization } from './authorization.ts';

/** A version of a blueprint that an organization drew; never changed once saved. Built-in ones are files. */
export const Blueprint = a
  .model({
    organization: a.string().required(),
    blueprintId: a.string().required(),
    version: a.integer().required(),
    name: a.string().required(),
    purpose: a.string(),
    definition: a.json().required(),
    createdBy: a.string(),
    createdByEmail: a.string(),
  })
  .identifier(['organization', 'blueprintId', 'version'])
  .authorization(readByOrganization);
