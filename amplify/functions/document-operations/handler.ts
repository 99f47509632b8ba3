import { S3Client } from '@aws-sdk/client-s3';
import type { Outcome } from '#lib/domain/outcome/outcome';
import { createDocumentRepository } from '#lib/repositories/document';
import { createProjectRepository } from '#lib/repositories/project';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createEventPublisher } from '#lib/runtime/events';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger } from '#lib/runtime/logger';
import { answerOperation, type OperationCall } from '#lib/runtime/operation';
import { completeDocumentUpload } from './complete-upload.ts';
import { createFileLinks } from './file-links.ts';
import type { DocumentOperationPorts } from './ports.ts';
import { generateDocumentDownloadUrl } from './sign-download.ts';
import { generateDocumentUploadUrl } from './sign-upload.ts';

const env = readEnvironment(['BUCKET_NAME', 'BUS_NAME', 'DATA_ENDPOINT', 'DOCUMENT_TABLE', 'PROJECT_TABLE']);
const logger = createLogger('document-operations');
const graphql = createGraphqlRequest(env.DATA_ENDPOINT);
const documents = createDocumentClient();
// By default the client signs a checksum of an empty body into links.
const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' });

const ports: DocumentOperationPorts = {
  documents: createDocumentRepository({ graphql, documents, tableName: env.DOCUMENT_TABLE }),
  projects: createProjectRepository({ graphql, documents, tableName: env.PROJECT_TABLE }),
  files: createFileLinks(s3, env.BUCKET_NAME),
  publish: createEventPublisher(env.BUS_NAME),
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
};

type Operation = (call: OperationCall, ports: DocumentOperationPorts) => Promise<Outcome<unknown>>;

const operations: Readonly<Record<string, Operation>> = {
  generateDocumentUploadUrl,
  completeDocumentUpload,
  generateDocumentDownloadUrl,
};

export const handler = (event: unknown) =>
  answerOperation(event, logger, (call) => {
    const operation = operations[call.operation];
    if (!operation) throw new Error(`document-operations does not know ${call.operation}.`);
    return operation(call, ports);
  });
