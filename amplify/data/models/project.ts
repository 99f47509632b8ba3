import { a } from '@aws-amplify/backend';

/**
 * What clients may write is narrowed further by `resolvers/guard-project.js`: name, description, requirements and
 * archivedAt. Owner, status, module and progress are set by the backend alone.
 */
export const Project = a
  .model({
    organization: a
      .string()
      .required()
      // The model's rules without update: a project never changes its organization.
      .authorization((allow) => [
        allow.ownerDefinedIn('organization').identityClaim('org_read').to(['read']),
        allow.groupDefinedIn('organization').withClaimIn('org_manage').to(['create', 'delete']),
        allow.group('admin').to(['create', 'read', 'delete']),
      ]),
    name: a.string().required(),
    description: a.string(),
    requirements: a.string(),
    owner: a.string(),
    ownerEmail: a.string(),
    updatedBy: a.string(),
    status: a.ref('ProjectStatus'),
    currentModule: a.ref('ProjectModule'),
    progress: a.ref('ModuleProgress'),
    progressVersion: a.integer(),
    archivedAt: a.datetime(),
    createdAt: a.datetime(),
  })
  .secondaryIndexes((index) => [
    index('organization').sortKeys(['createdAt']).name('byOrganization').queryField('projectsByOrganization'),
  ])
  .authorization((allow) => [
    allow.ownerDefinedIn('organization').identityClaim('org_read').to(['read']),
    allow.groupDefinedIn('organization').withClaimIn('org_manage').to(['create', 'update', 'delete']),
    allow.group('admin'),
  ]);
