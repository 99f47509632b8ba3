import {
  findingKeptDays,
  type GuardrailAction,
  type GuardrailFinding,
  mostPlaces,
} from '#lib/domain/guardrails/guardrail-finding';
import { conditionFailure, type Documents } from '#lib/runtime/documents';
import { derivedId } from '#lib/runtime/ids';

export interface GuardrailFindingRecorder {
  /** Keeps findings for a while, each once: the same one found again changes nothing. */
  record(findings: readonly GuardrailFinding[]): Promise<void>;
}

/** As long as whoever is late with a finding may still write it. */
const markKeptSeconds = 86_400;

/** What may become of a document, or of what is told of a source. */
const documentActions = ['FLAGGED', 'REJECTED', 'FAILED'] as const satisfies readonly GuardrailAction[];
export type DocumentAction = (typeof documentActions)[number];

/** A document has one finding for each action: their ids are known to whoever deletes the document. */
export const documentFindingId = (documentId: string, action: DocumentAction): string =>
  derivedId('finding', 'document', documentId, action);

/**
 * Writes what guardrails found. Past the API, since nobody listens to it: one write each, of items as the API keeps them.
 */
export function createGuardrailFindingRecorder(ports: {
  readonly documents: Pick<Documents, 'put'>;
  readonly tableName: string;
  readonly now: () => Date;
}): GuardrailFindingRecorder & { forgetDocument(documentId: string): Promise<void> } {
  const { documents, tableName: TableName, now } = ports;
  const expiry = (seconds: number) => Math.ceil(now().getTime() / 1000) + seconds;

  async function put({ places, ...finding }: GuardrailFinding): Promise<void> {
    const at = now().toISOString();
    const Item = {
      ...finding,
      __typename: 'GuardrailFinding',
      places: JSON.stringify(places.slice(0, mostPlaces)),
      foundAt: at,
      expiresAt: expiry(findingKeptDays * 86_400),
      createdAt: at,
      updatedAt: at,
    };
    try {
      await documents.put({ TableName, Item, ConditionExpression: 'attribute_not_exists(id)' });
    } catch (error) {
      if (!conditionFailure(error)) throw error;
    }
  }

  return {
    async record(findings) {
      await Promise.all(findings.map(put));
    },

    /** Takes away what was found in a document. Marks of no organization are left, so that it is not written again. */
    async forgetDocument(documentId: string) {
      const expiresAt = expiry(markKeptSeconds);
      const ids = documentActions.map((action) => documentFindingId(documentId, action));
      await Promise.all(ids.map((id) => documents.put({ TableName, Item: { id, expiresAt } })));
    },
  };
}
