import 'server-only';
import { mayAct } from '#lib/domain/access/claims';
import type { Capability } from '#lib/domain/access/roles';
import type { Failure } from '#lib/domain/result/action-result';
import { failure } from '#lib/domain/result/graphql-failure';
import type { Workspace } from '../organization/queries.ts';
import { getKnowledgeBase } from './queries.ts';

/** Null where the caller may do this with the knowledge base. Unknown and other organizations' answer alike. */
export async function authorizeKnowledgeBase(
  knowledgeBaseId: string,
  capability: Capability,
  { caller }: Workspace,
): Promise<Failure | null> {
  const base = await getKnowledgeBase(knowledgeBaseId);
  if (!base) return failure('NotFound');
  return mayAct(caller, capability, base.organization) ? null : failure('Unauthorized');
}
