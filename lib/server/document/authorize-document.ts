import 'server-only';
import { mayAct } from '#lib/domain/access/claims';
import type { Capability } from '#lib/domain/access/roles';
import type { Failure } from '#lib/domain/result/action-result';
import { failure } from '#lib/domain/result/graphql-failure';
import type { Workspace } from '../organization/queries.ts';
import { getDocument } from './queries.ts';

/** Null where the caller may do this with the document. Unknown and other organizations' documents answer alike. */
export async function authorizeDocument(
  documentId: string,
  capability: Capability,
  { caller }: Workspace,
): Promise<Failure | null> {
  const document = await getDocument(documentId);
  if (!document) return failure('NotFound');
  return mayAct(caller, capability, document.organization) ? null : failure('Unauthorized');
}
