import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';

export interface AuditEventRecord {
  readonly id: string;
  readonly organization: string;
  readonly projectId: string | null;
  readonly action: string;
  readonly actor: string | null;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly correlationId: string;
  readonly occurredAt: string;
}

const created = writeDocument('create', 'AuditEvent');

/** Writes an entry of the audit log, once per id; entries are never changed. */
export async function recordAuditEvent(graphql: GraphqlRequest, event: AuditEventRecord): Promise<void> {
  try {
    const input = { ...event, detail: JSON.stringify(event.detail) };
    await graphql(created.field, created.document, { input });
  } catch (error) {
    if (!isConditionFailure(error)) throw error;
  }
}
