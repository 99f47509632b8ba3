import { type GuardrailPolicy, parseGuardrailPolicy } from '#lib/domain/guardrails/policy';
import type { Documents } from '#lib/runtime/documents';

export interface GuardrailPolicyReader {
  /** What the organization has decided; the default where it has decided nothing. */
  get(organization: string): Promise<GuardrailPolicy>;
}

/** Reads what organizations have decided about what their agents may read and say. */
export function createGuardrailPolicyReader(ports: {
  readonly documents: Documents;
  readonly tableName: string;
}): GuardrailPolicyReader {
  return {
    async get(organization) {
      const { Item } = await ports.documents.get({ TableName: ports.tableName, Key: { id: organization } });
      return parseGuardrailPolicy(Item?.guardrails);
    },
  };
}
