'use client';

import { loadDataClient } from '../data-client.ts';
import { dataOf } from '../request-failure.ts';

/** Starts the download of a project's file. Its link works for minutes only, so each download asks for its own. */
export async function downloadArtifact(projectId: string, key: string): Promise<void> {
  const client = await loadDataClient();
  const file = dataOf(await client.queries.generateArtifactDownloadUrl({ projectId, key }));
  if (!file) throw new Error('generateArtifactDownloadUrl answered nothing.');
  window.location.assign(file.url);
}
