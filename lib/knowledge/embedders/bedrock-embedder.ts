import * as z from 'zod/mini';
import type { EmbeddingModel } from '#lib/domain/knowledge/states';
import { createRestRequest, type RestRequest } from '#lib/runtime/rest-json';
import type { Embedder } from './embedder.ts';

const vector = z.array(z.number());
const titanAnswer = z.object({ embedding: vector });
const cohereAnswer = z.object({ embeddings: z.array(vector) });

/** What Bedrock takes at most: longer texts are cut, since a refusal would lose the whole document. */
const titanCharacters = 50_000;
const cohere = { texts: 96, characters: 2048 } as const;
/** Titan takes one text a request. */
const requestsAtOnce = 8;

const titanDimensions = 512;
const cohereDimensions = 1024;

/** Models that turn texts into vectors, as Amazon Bedrock names them. */
export const embeddingModelIds: Readonly<Record<Exclude<EmbeddingModel, 'NONE'>, string>> = {
  TITAN_TEXT_V2: 'amazon.titan-embed-text-v2:0',
  COHERE_MULTILINGUAL_V3: 'cohere.embed-multilingual-v3',
};

/** An embedding model of Amazon Bedrock, by InvokeModel. */
export function createBedrockEmbedder(
  model: Exclude<EmbeddingModel, 'NONE'>,
  connect: (modelId: string) => RestRequest = (modelId) =>
    createRestRequest('bedrockRuntime', ['model', modelId, 'invoke']),
): Embedder {
  const modelId = embeddingModelIds[model];
  const request = connect(modelId);
  switch (model) {
    case 'TITAN_TEXT_V2':
      return {
        ...{ model: modelId, dimensions: titanDimensions, leastSimilarity: 0.45 },
        embed: (texts) =>
          inLanes(texts, async (text) => {
            const inputText = text.slice(0, titanCharacters);
            const answer = await request({ inputText, dimensions: titanDimensions, normalize: true });
            return checked(z.parse(titanAnswer, answer).embedding, titanDimensions, modelId);
          }),
      };
    case 'COHERE_MULTILINGUAL_V3':
      return {
        ...{ model: modelId, dimensions: cohereDimensions, leastSimilarity: 0.5 },
        embed: async (texts, purpose) => {
          const vectors: number[][] = [];
          for (let start = 0; start < texts.length; start += cohere.texts) {
            const some = texts.slice(start, start + cohere.texts).map((text) => text.slice(0, cohere.characters));
            const input_type = purpose === 'document' ? 'search_document' : 'search_query';
            const { embeddings } = z.parse(cohereAnswer, await request({ texts: some, input_type, truncate: 'END' }));
            if (embeddings.length !== some.length) {
              throw new Error(`${modelId} gave ${embeddings.length} vectors for ${some.length} texts.`);
            }
            vectors.push(...embeddings.map((one) => checked(one, cohereDimensions, modelId)));
          }
          return vectors;
        },
      };
  }
}

function checked(found: number[], dimensions: number, modelId: string): number[] {
  if (found.length === dimensions) return found;
  throw new Error(`${modelId} gave a vector of ${found.length} numbers instead of ${dimensions}.`);
}

/** Does the work for each, some at once, and keeps their order. */
async function inLanes<Result>(texts: readonly string[], work: (text: string) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < texts.length; index = next++) results[index] = await work(texts[index] ?? '');
  };
  await Promise.all(Array.from({ length: Math.min(requestsAtOnce, texts.length) }, lane));
  return results;
}
