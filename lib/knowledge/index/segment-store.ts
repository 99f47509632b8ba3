import * as z from 'zod/mini';
import { documentFiles, documentFolder, extractedDocumentSchema } from '#lib/domain/document/extracted';
import type { EmbeddingModel } from '#lib/domain/knowledge/states';
import { type Segment, segmentOf, segmentSchema, segmentVersion } from './segment.ts';
import type { ChunkVectors } from './vectors.ts';

/** Files of the bucket, as far as segments need them. */
export interface SegmentFiles {
  /** Undefined where there is none. */
  read(key: string): Promise<{ readonly text: string; readonly etag: string } | undefined>;
  /** The ETag alone. */
  etagOf(key: string): Promise<string | undefined>;
  write(key: string, text: string): Promise<void>;
}

interface DocumentPlace {
  readonly organization: string;
  readonly projectId: string;
  readonly id: string;
}

const vectorsSchema = z.object({
  schemaVersion: z.literal(1),
  /** As of the segment whose chunks they are. */
  source: z.string(),
  model: z.string(),
  dimensions: z.int(),
  /** Signed bytes in Base64. */
  values: z.string(),
});

const vectorsFile = (embeddings: EmbeddingModel) => `vectors-${embeddings.toLowerCase()}.json`;

/** What is made of a document for indexes; it lies in the document's own folder and goes with it. */
export function createSegmentStore(files: SegmentFiles) {
  return {
    /**
     * The segment of a document's text as it is now, made where there is none of it yet.
     * @returns undefined where there is no text.
     */
    async bring(document: DocumentPlace): Promise<Segment | undefined> {
      const folder = documentFolder(document);
      const etag = await files.etagOf(`${folder}${documentFiles.text}`);
      if (etag === undefined) return undefined;
      const kept = await this.read(document);
      if (kept?.source === etag) return kept;
      const text = await files.read(`${folder}${documentFiles.text}`);
      if (!text) return undefined;
      const segment = segmentOf(document.id, extractedDocumentSchema.parse(JSON.parse(text.text)), text.etag);
      await files.write(`${folder}${documentFiles.chunks}`, JSON.stringify(segment));
      return segment;
    },

    /** Undefined where there is none, or one of another version: it is made anew at the next synchronization. */
    async read(document: DocumentPlace): Promise<Segment | undefined> {
      const file = await files.read(`${documentFolder(document)}${documentFiles.chunks}`);
      const parsed = file && segmentSchema.safeParse(JSON.parse(file.text));
      return parsed?.data;
    },

    async readVectors(
      document: DocumentPlace,
      segment: Segment,
      embeddings: EmbeddingModel,
    ): Promise<ChunkVectors | undefined> {
      const file = await files.read(`${documentFolder(document)}${vectorsFile(embeddings)}`);
      const parsed = file && vectorsSchema.safeParse(JSON.parse(file.text)).data;
      if (parsed?.source !== segment.source) return undefined;
      const bytes = Buffer.from(parsed.values, 'base64');
      const values = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return { model: parsed.model, dimensions: parsed.dimensions, values };
    },

    async writeVectors(
      document: DocumentPlace,
      segment: Segment,
      embeddings: EmbeddingModel,
      { model, dimensions, values }: ChunkVectors,
    ): Promise<void> {
      const text = Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
      const stored = { schemaVersion: 1, source: segment.source, model, dimensions, values: text };
      await files.write(`${documentFolder(document)}${vectorsFile(embeddings)}`, JSON.stringify(stored));
    },
  };
}

export type SegmentStore = ReturnType<typeof createSegmentStore>;

/** Names the state of what is searched of a document; another one is read anew. */
export function indexedVersion({ source }: Segment, embeddings: EmbeddingModel): string {
  return `${segmentVersion}:${embeddings}:${source}`;
}
