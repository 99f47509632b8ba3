import { ZipRejection } from '#lib/runtime/zip/rejection';
import { scanSource } from '#lib/scan/scan';
import { readArchive } from '#lib/scan/source/archive';
import { countModel } from '#lib/tools/scan-source/count-model';
import { type ScanAnswer, scanRequestSchema } from '#lib/tools/scan-source/schema';

export interface ScanPorts {
  /** Undefined where there is none. */
  readonly read: (key: string) => Promise<Uint8Array | undefined>;
  readonly write: (key: string, json: string) => Promise<void>;
}

const sourceKey = /^documents\/[^/]+\/[^/]+\/[^/]+\/original$/;

/**
 * Reads a source's archive from the bucket and writes what it describes beside it. An archive that cannot be read is an
 * answer: it will not become better.
 */
export async function scanArchive(event: unknown, ports: ScanPorts): Promise<ScanAnswer> {
  const request = scanRequestSchema.parse(event);
  const expected = request.sourceKey.replace(/original$/, 'system-model.json');
  if (!sourceKey.test(request.sourceKey) || request.modelKey !== expected) {
    throw new Error(`A source lies in its document's folder, and its model beside it; not at ${request.sourceKey}.`);
  }
  const bytes = await ports.read(request.sourceKey);
  if (!bytes) return { ok: false, code: 'SOURCE_GONE', message: 'its file is not there any more. Upload it again.' };
  try {
    const model = scanSource(await readArchive(bytes, request.fileName));
    await ports.write(request.modelKey, JSON.stringify(model));
    return { ok: true, key: request.modelKey, counts: countModel(model) };
  } catch (error) {
    if (!(error instanceof ZipRejection)) throw error;
    return { ok: false, code: error.code, message: error.message };
  }
}
