import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { administrator, outputs } from './people.ts';
import { runRecords } from './run-records.ts';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient(administrator));

/** The table of a model. */
function tableOf(model: string): string {
  const name = outputs.custom.tableNames[model];
  if (name === undefined) throw new Error(`There is no table of ${model}.`);
  return name;
}

/** Writes a record past the API, as nobody but the administrator of the account can. */
export async function plant(model: string, Item: Record<string, unknown>): Promise<void> {
  await documents.send(new PutCommand({ TableName: tableOf(model), Item }));
}

/** Everything in the table of a model. */
export async function recordsOf(model: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(new ScanCommand({ TableName: tableOf(model), ExclusiveStartKey }));
    found.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
}

export const models = Object.keys(outputs.custom.tableNames);

/** A text that stands in every record of an organization and nowhere else. */
export const secretOf = (organization: string) => `secret of ${organization}`;

/** One complete record of each model but Agent, all of one project of an organization; `id` names all of them. */
export function completeRecords(organization: string, id: string): Record<string, Record<string, unknown>> {
  const at = '2026-11-21T08:00:00.000Z';
  const secret = secretOf(organization);
  const common = { organization, createdAt: at, updatedAt: at };
  const ofProject = { ...common, id, projectId: id, agentId: 'assessment' };
  const percents = { technical: 10, governance: 10, business: 10, commercial: 10 };
  const modules = { assessment: 10, design: 0, planning: 0, implementation: 0 };
  const file = {
    contentType: 'text/plain',
    size: 1,
    sha256: 'x',
    version: 1,
    key: `artifacts/${organization}/${id}/x`,
  };
  const knowledgeBase = {
    ...{ schedule: 'MANUAL', provider: 'LOCAL', embeddings: 'NONE', status: 'READY', documentCount: 1, chunkCount: 1 },
    ...{ syncShard: 'due', nextSyncAt: '9999-12-31T00:00:00.000Z' },
  };
  const finding = { kind: 'instruction', source: 'DOCUMENT', action: 'FLAGGED', count: 1, places: [{ quote: secret }] };
  const indexed = { status: 'INDEXED', addedAt: at, version: '1' };
  const message = { sessionId: id, messageType: 'USER', message: secret, correlationId: id, timestamp: at };
  return {
    Project: {
      ...common,
      id,
      name: secret,
      status: 'IN_PROGRESS',
      progress: modules,
      progressVersion: 1,
      owner: secret,
    },
    ChatSession: { ...ofProject, title: secret },
    ConversationMessage: { ...ofProject, ...message, 'agentId#timestamp': `assessment#${at}` },
    AgentStatus: { ...ofProject, status: 'IDLE', currentTask: secret, lastUpdate: at },
    Artifact: { ...ofProject, ...file, name: secret, kind: 'report' },
    AuditEvent: { ...ofProject, action: 'project.created', subject: secret, occurredAt: at },
    Assessment: { ...ofProject, version: 1, state: { note: secret }, progress: percents },
    Document: { ...ofProject, ...file, name: secret, kind: 'DOCUMENT', status: 'PROCESSED', attempts: 1 },
    DesignInterview: { ...ofProject, version: 1, state: { note: secret }, progress: 10 },
    GuardrailFinding: { ...common, ...finding, id, projectId: id, subject: secret, foundAt: at },
    KnowledgeBase: { ...common, ...knowledgeBase, id, name: secret },
    KnowledgeSource: { ...ofProject, knowledgeBaseId: id, documentId: id, documentName: secret, ...indexed },
    ...runRecords(organization, id, secret),
  };
}
