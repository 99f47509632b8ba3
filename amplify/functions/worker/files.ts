import { createHash } from 'node:crypto';
import type { WorkerMessage } from '#lib/domain/run/worker-message';
import type { StoredFile, WorkerPorts } from './ports.ts';

/** Values up to this size stand in the step's record, larger ones in the bucket; in bytes of JSON. */
const inlineBytes = 32 * 1024;

type Place = Pick<WorkerMessage, 'organization' | 'projectId' | 'runId' | 'key'>;

/** Where a file of a step lies. */
function fileKey({ organization, projectId, runId, key }: Place, name: string): string {
  return `artifacts/${organization}/${projectId}/runs/${runId}/${key}/${name}`;
}

/** Where an artifact lies: later attempts leave what the first ones made, so that a person can see what changed. */
export function artifactFileKey(place: Pick<WorkerMessage, 'attempt'> & Place, name: string): string {
  return fileKey(place, place.attempt > 1 ? `${place.attempt}/${name}` : name);
}

export function storedFile(key: string, contentType: string, body: string | Uint8Array): StoredFile {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { key, contentType, body: bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** A value as the step's record holds it: as JSON text, or under a key. */
interface KeptValue {
  readonly text: string | null;
  readonly key: string | null;
}

/** Keeps a value; a large one in a file whose name starts with a dot, which no artifact's does. */
export async function keepValue(
  text: string,
  place: Pick<WorkerMessage, 'attempt'> & Place,
  name: string,
  ports: Pick<WorkerPorts, 'storeFile'>,
): Promise<KeptValue> {
  if (Buffer.byteLength(text) <= inlineBytes) return { text, key: null };
  const key = fileKey(place, `.${name}-${place.attempt}.json`);
  await ports.storeFile(storedFile(key, 'application/json', text));
  return { text: null, key };
}
