import { documentHref } from '../document-view/place.ts';
import type { PassagePlace } from '../guardrails/guardrail-finding.ts';

interface Found {
  readonly projectId: string;
  readonly documentId?: string | null | undefined;
  readonly runId?: string | null | undefined;
  readonly key?: string | null | undefined;
  readonly agentId?: string | null | undefined;
}

/** The page on which a finding can be looked at: its document, its step, or the conversation. */
export function findingHref({ projectId, documentId, runId, key, agentId }: Found): string {
  if (documentId) return documentHref(projectId, documentId);
  const project = `/projects/${encodeURIComponent(projectId)}`;
  if (runId) return `${project}/runs/${encodeURIComponent(runId)}${key ? `?step=${encodeURIComponent(key)}` : ''}`;
  return `${project}/chat${agentId ? `?agent=${encodeURIComponent(agentId)}` : ''}`;
}

/** The place of one passage; undefined where it lies in no document. */
export function passageHref({ projectId, documentId }: Found, place: PassagePlace): string | undefined {
  const id = place.documentId ?? documentId;
  if (!id) return undefined;
  const { block, file, line } = place;
  if (file === undefined) return documentHref(projectId, id, block === undefined ? undefined : { first: block });
  const query = new URLSearchParams({ file, ...(line === undefined ? {} : { line: String(line) }) });
  return `${documentHref(projectId, id)}?${query.toString()}`;
}
