import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { renderPdf } from '#lib/agents/assessment/report/render-pdf';
import { parseEvent } from '#lib/domain/events/registry';
import { saveArtifact } from '#lib/repositories/artifact';
import { createAssessmentRepository } from '#lib/repositories/assessment';
import { createProjectRepository } from '#lib/repositories/project';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger, createMetrics } from '#lib/runtime/logger';
import { type RenderPorts, renderProjectReport } from './render.ts';

const env = readEnvironment(['DATA_ENDPOINT', 'BUCKET_NAME', 'ASSESSMENT_TABLE', 'PROJECT_TABLE']);
const logger = createLogger('report-renderer');
const metrics = createMetrics('report-renderer');
const graphql = createGraphqlRequest(env.DATA_ENDPOINT);
const documents = createDocumentClient();
// Laid beside the handler by bundle.ts; the report's typography must not depend on the machine.
const fontFolder = join(import.meta.dirname, 'fonts');
const fonts = readdirSync(fontFolder).map((name) => readFileSync(join(fontFolder, name)));
const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });

const ports: RenderPorts = {
  assessments: createAssessmentRepository({ graphql, documents, tableName: env.ASSESSMENT_TABLE }),
  projects: createProjectRepository({ graphql, documents, tableName: env.PROJECT_TABLE }),
  typeset: (source, files, createdAt) => renderPdf(source, { files, fonts, createdAt }),
  store: async ({ key, contentType, body, sha256 }) => {
    const Metadata = { sha256 };
    await s3.send(
      new PutObjectCommand({ Bucket: env.BUCKET_NAME, Key: key, Body: body, ContentType: contentType, Metadata }),
    );
  },
  record: (artifact) => saveArtifact(graphql, artifact),
  now: () => new Date(),
};

const interests = ['assessment.completed', 'assessment.progress.updated'] as const;
const named = z.object({ 'detail-type': z.enum(interests) });

/** Writes a project's report when its assessment is complete, and again when an answer is changed after that. */
export const handler = async (event: unknown): Promise<void> => {
  const { projectId, correlationId } = parseEvent(named.parse(event)['detail-type'], event);
  logger.appendKeys({ correlationId, projectId });
  const version = await renderProjectReport(projectId, ports);
  logger.info(version === undefined ? 'there is nothing to report' : 'report written', { version });
  metrics.addMetric('ReportRendered', 'Count', version === undefined ? 0 : 1);
  metrics.publishStoredMetrics();
};
