import { a } from '@aws-amplify/backend';

/**
 * A file that people gave to a project; its blobs lie under lib/domain/document's `documentFolder`. People delete it,
 * everything else is written by functions. `name` is kept as it was given and stands in no key of the bucket.
 */
export const Document = a
  .model({
    organization: a.string().required(),
    projectId: a.id().required(),
    name: a.string().required(),
    contentType: a.string().required(),
    /** In bytes. */
    size: a.integer().required(),
    /** Null until it is known: of an archive its content decides, where its uploader did not say. */
    kind: a.ref('DocumentKind'),
    status: a.ref('DocumentStatus').required(),
    /** What its content is, once it was looked at: one of lib/domain/document's formats. */
    format: a.string(),
    /** Of the uploaded file: what is processed is this and no other. */
    etag: a.string(),
    sha256: a.string(),
    /** Of an upload in parts. */
    uploadId: a.string(),
    /** Times that processing was begun. */
    attempts: a.integer(),
    /** Of a scan, how far the recognition of its text is: lib/domain/document's `Recognition`. */
    recognition: a.json(),
    reasonCode: a.string(),
    reason: a.string(),
    title: a.string(),
    /** ISO 639-1. */
    language: a.string(),
    /** Pages, slides or sheets. */
    pages: a.integer(),
    blocks: a.integer(),
    characters: a.integer(),
    metadata: a.json(),
    /** What was left out of the text, and why. */
    warnings: a.string().array(),
    uploadedBy: a.string(),
    uploadedByEmail: a.string(),
    uploadedAt: a.datetime(),
    processedAt: a.datetime(),
    correlationId: a.string(),
    createdAt: a.datetime(),
  })
  .secondaryIndexes((index) => [
    index('projectId').sortKeys(['createdAt']).name('byProject').queryField('documentsByProject'),
    index('organization').sortKeys(['createdAt']).name('byOrganization').queryField('documentsByOrganization'),
  ])
  .authorization((allow) => [
    allow.ownerDefinedIn('organization').identityClaim('org_read').to(['read']),
    allow.groupDefinedIn('organization').withClaimIn('org_chat').to(['delete']),
    allow.group('admin').to(['read', 'delete']),
  ]);
