import { a } from '@aws-amplify/backend';
import { authorizeDocument, authorizeProject, functionDataSources, invoke } from './handlers.ts';

const invokeDocuments = invoke(functionDataSources.documentOperations);

/** Documents go to and from the bucket by links; the records are the model's. */
export const documentOperations = {
  /**
   * Signs the upload of one file of exactly this size and type. With `documentId`, of an upload that was begun: signs
   * again, and of an upload in parts those that are still missing. `kind` where only a person knows, of an archive.
   */
  generateDocumentUploadUrl: a
    .mutation()
    .arguments({
      projectId: a.id().required(),
      fileName: a.string().required(),
      contentType: a.string().required(),
      size: a.integer().required(),
      kind: a.ref('DocumentKind'),
      documentId: a.id(),
    })
    .returns(a.ref('DocumentUpload'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeProject, invokeDocuments]),

  /** Says that the file is there, once or again; its text is read from here on. */
  completeDocumentUpload: a
    .mutation()
    .arguments({ documentId: a.id().required() })
    .returns(a.ref('Document'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeDocument, invokeDocuments]),

  generateDocumentDownloadUrl: a
    .query()
    .arguments({ documentId: a.id().required(), part: a.ref('DocumentPart') })
    .returns(a.ref('ReportDownload'))
    .authorization((allow) => [allow.authenticated()])
    .handler([authorizeDocument, invokeDocuments]),
};
