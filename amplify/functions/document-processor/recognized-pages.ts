import * as z from 'zod/mini';

const countedSchema = z.object({
  metadata: z.nullish(z.object({ number_of_pages: z.nullish(z.int().check(z.minimum(1))) })),
  pages: z.nullish(z.array(z.unknown())),
});

/** Pages of recognized results, which are billed whatever can be read of them; one at least of each result. */
export function pagesRecognized(results: readonly Uint8Array[]): number {
  return results.reduce((sum, bytes) => sum + pagesOf(bytes), 0);
}

function pagesOf(bytes: Uint8Array): number {
  try {
    const { metadata, pages } = countedSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return metadata?.number_of_pages ?? Math.max(1, pages?.length ?? 0);
  } catch {
    return 1;
  }
}
