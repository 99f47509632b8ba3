import 'server-only';
import type { ActionResult } from '#lib/domain/result/action-result';
import { failure, failureOfGraphqlError } from '#lib/domain/result/graphql-failure';
import { getDataClient } from '../data/data-client.ts';

/** So much of a file is shown on a page, in bytes; the whole of it is downloaded. */
const SHOWN_BYTES = 512 * 1024;

export type ArtifactText = { text: string; isCut: boolean };

/** The beginning of a project's file as text, read with the caller's own right to download it. */
export async function readArtifactText(projectId: string, key: string): Promise<ActionResult<ArtifactText>> {
  const client = await getDataClient();
  const { data: link, errors } = await client.queries.generateArtifactDownloadUrl({ projectId, key });
  const [error] = errors ?? [];
  if (error) return failureOfGraphqlError(error);
  if (!link) return failure('NotFound');
  const response = await fetch(link.url, {
    cache: 'no-store',
    headers: { range: `bytes=0-${SHOWN_BYTES - 1}` },
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) return failure('Unavailable');
  const bytes = (await response.arrayBuffer()).slice(0, SHOWN_BYTES);
  return { ok: true, data: { text: new TextDecoder().decode(bytes), isCut: link.size > SHOWN_BYTES } };
}

/** The checksum of a project's file, without reading it; null where it cannot be had. */
export async function checksumOf(projectId: string, key: string): Promise<string | null> {
  const client = await getDataClient();
  const { data: link } = await client.queries.generateArtifactDownloadUrl({ projectId, key });
  return link?.sha256 ?? null;
}
