import { createHash } from 'node:crypto';
import { type StepPlace, stepFileKey } from '#lib/domain/artifact/run-files';
import type { StoredFile, WorkerPorts } from './ports.ts';

/** Values up to this size stand in the step's record, larger ones in the bucket; in bytes of JSON. */
const inlineBytes = 32 * 1024;

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
  place: StepPlace & { readonly attempt: number },
  name: string,
  ports: Pick<WorkerPorts, 'storeFile'>,
): Promise<KeptValue> {
  if (Buffer.byteLength(text) <= inlineBytes) return { text, key: null };
  const key = stepFileKey(place, `.${name}-${place.attempt}.json`);
  await ports.storeFile(storedFile(key, 'application/json', text));
  return { text: null, key };
}
