import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import { uuid } from '../../../kernel/ids.ts';
import { estimatedTokens } from '../scripted-model.ts';
import { parseBody } from './body-schema.ts';
import { embedText, normalize } from './lexical-embedding.ts';

const TYPES = ['float', 'int8', 'uint8', 'binary', 'ubinary'] as const;
type EmbeddingType = (typeof TYPES)[number];

const shared = {
  input_type: z.enum(['search_document', 'search_query', 'classification', 'clustering', 'image']),
  images: z.array(z.string()).optional(),
  embedding_types: z.array(z.enum(TYPES)).min(1).optional(),
};

const thirdSchema = z.strictObject({
  ...shared,
  texts: z.array(z.string().max(2048)).max(96).optional(),
  truncate: z.enum(['NONE', 'START', 'END']).optional(),
});

const fourthSchema = z.strictObject({
  ...shared,
  texts: z.array(z.string()).max(96).optional(),
  inputs: z
    .array(z.looseObject({ content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })) }))
    .max(96)
    .optional(),
  truncate: z.enum(['NONE', 'LEFT', 'RIGHT']).optional(),
  output_dimension: z.literal([256, 512, 1024, 1536]).optional(),
  max_tokens: z.int().min(1).max(128_000).optional(),
});

const THIRD_DIMENSIONS = 1024;

/** Answers in the formats of Cohere Embed v3 and v4, with lexical vectors. Images have no words, so they are refused. */
export function cohereEmbedding(modelId: string, body: Buffer): { answer: object; inputTokens: number } {
  const { texts, types, dimensions } = modelId.startsWith('cohere.embed-v4') ? fourth(body) : third(body);
  const vectors = texts.map((text) => normalize(embedText(text, dimensions)));
  const answer = {
    id: uuid(),
    texts,
    ...(types
      ? {
          response_type: 'embeddings_by_type',
          embeddings: Object.fromEntries(types.map((type) => [type, vectors.map((vector) => quantize(vector, type))])),
        }
      : { response_type: 'embeddings_floats', embeddings: vectors }),
  };
  return { answer, inputTokens: estimatedTokens(texts.join('')) };
}

function third(body: Buffer) {
  const input = parseBody(thirdSchema, body);
  if (input.images || !input.texts) return needsText('texts');
  return { texts: input.texts, types: input.embedding_types, dimensions: THIRD_DIMENSIONS };
}

function fourth(body: Buffer) {
  const input = parseBody(fourthSchema, body);
  const mixed = input.inputs?.map(({ content }) => content.map(({ text }) => text ?? needsText('inputs')).join('\n'));
  const texts = input.texts ?? mixed;
  if (input.images || !texts) return needsText('texts');
  return { texts, types: input.embedding_types, dimensions: input.output_dimension ?? 1536 };
}

function needsText(key: string): never {
  throw new ServiceError(
    'ValidationException',
    `Malformed input request: only texts are embedded offline, give them in [${key}], please reformat your input and try again.`,
  );
}

function quantize(vector: readonly number[], type: EmbeddingType): number[] {
  switch (type) {
    case 'float':
      return [...vector];
    case 'int8':
      return vector.map(toInt8);
    case 'uint8':
      return vector.map((value) => toInt8(value) + 128);
    case 'ubinary':
      return packBits(vector);
    case 'binary':
      return packBits(vector).map((byte) => byte - 128);
  }
}

const toInt8 = (value: number) => Math.max(-128, Math.min(127, Math.round(value * 127)));

/** Eight signs a byte, the first in its highest bit. */
const packBits = (vector: readonly number[]) =>
  Array.from({ length: vector.length / 8 }, (_, byte) =>
    vector.slice(byte * 8, byte * 8 + 8).reduce((bits, value) => bits * 2 + (value > 0 ? 1 : 0), 0),
  );
