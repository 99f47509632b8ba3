import { z } from 'zod';
import { estimatedTokens } from '../scripted-model.ts';
import { parseBody } from './body-schema.ts';
import { embedText, normalize } from './lexical-embedding.ts';

const inputText = z.string().min(1).max(50_000);
const firstSchema = z.strictObject({ inputText });
const secondSchema = z.strictObject({
  inputText,
  dimensions: z.literal([1024, 512, 256]).optional(),
  normalize: z.boolean().optional(),
  embeddingTypes: z
    .array(z.enum(['float', 'binary']))
    .min(1)
    .optional(),
});

const FIRST_DIMENSIONS = 1536;

/** Answers in the formats of Amazon Titan Embeddings G1 - Text and Text Embeddings V2, with a lexical vector. */
export function titanEmbedding(modelId: string, body: Buffer): { answer: object; inputTokens: number } {
  if (modelId.startsWith('amazon.titan-embed-text-v2')) return second(body);
  const input = parseBody(firstSchema, body);
  const inputTokens = estimatedTokens(input.inputText);
  const embedding = normalize(embedText(input.inputText, FIRST_DIMENSIONS));
  return { answer: { embedding, inputTextTokenCount: inputTokens }, inputTokens };
}

function second(body: Buffer) {
  const { embeddingTypes = ['float'], dimensions = 1024, ...input } = parseBody(secondSchema, body);
  const raw = embedText(input.inputText, dimensions);
  const embedding = input.normalize === false ? raw : normalize(raw);
  const inputTokens = estimatedTokens(input.inputText);
  const embeddingsByType = {
    ...(embeddingTypes.includes('binary') && { binary: raw.map((value) => (value > 0 ? 1 : 0)) }),
    ...(embeddingTypes.includes('float') && { float: embedding }),
  };
  return { answer: { embedding, inputTextTokenCount: inputTokens, embeddingsByType }, inputTokens };
}
