import * as z from 'zod/mini';
import type { Passage } from '#lib/domain/knowledge/passage';
import { createRestRequest, type RestRequest } from '#lib/runtime/rest-json';
import { questionTerms, usualLanguage } from '../analysis/terms.ts';
import { highlightsOf } from '../index/highlight.ts';
import type { Retriever } from './retriever.ts';

/** What an administrator says of a knowledge base of Amazon Bedrock. */
export const bedrockConfigSchema = z.object({
  /** Bedrock's own id of it. */
  knowledgeBaseId: z.string().check(z.regex(/^[0-9a-zA-Z]{1,10}$/)),
  /** Results with a lower score are no evidence, 0 to 1. */
  leastScore: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.4),
});
type BedrockConfig = z.infer<typeof bedrockConfigSchema>;

const answerSchema = z.object({
  retrievalResults: z.array(
    z.object({
      content: z.object({ text: z._default(z.string(), '') }),
      location: z.nullish(z.object({ s3Location: z.nullish(z.object({ uri: z.optional(z.string()) })) })),
      score: z._default(z.nullish(z.number()), 0),
      metadata: z.nullish(z.record(z.string(), z.unknown())),
    }),
  ),
});
type Result = z.infer<typeof answerSchema>['retrievalResults'][number];

/** Attributes that Bedrock and the documents' metadata files give. */
const attributes = {
  page: 'x-amz-bedrock-kb-document-page-number',
  uri: 'x-amz-bedrock-kb-source-uri',
  organization: 'organization',
  documentId: 'documentId',
  documentName: 'documentName',
} as const;

/**
 * Looks in a knowledge base of Amazon Bedrock, by Retrieve. It may serve several organizations: only what carries the
 * organization's name in its metadata is asked for, and taken.
 */
export function createBedrockRetriever(
  { knowledgeBaseId, leastScore }: BedrockConfig,
  organization: string,
  {
    request = createRestRequest('bedrockAgentRuntime', ['knowledgebases', knowledgeBaseId, 'retrieve']),
    existing,
  }: {
    request?: RestRequest;
    /** Of our own documents, the ones that are still there. */
    existing: (documentIds: readonly string[]) => Promise<ReadonlySet<string>>;
  },
): Retriever {
  return {
    async retrieve(question, limit) {
      const filter = { equals: { key: attributes.organization, value: organization } };
      const answer = await request({
        retrievalQuery: { text: question },
        retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: limit, filter } },
      });
      const results = z.parse(answerSchema, answer).retrievalResults.filter(({ score, metadata }) => {
        return (score ?? 0) >= leastScore && metadata?.[attributes.organization] === organization;
      });
      const own = results.flatMap((result) => textOf(result, attributes.documentId) ?? []);
      const there = await existing([...new Set(own)]);
      const kept = results.filter((result) => {
        const documentId = textOf(result, attributes.documentId);
        return documentId === undefined || there.has(documentId);
      });
      return { passages: kept.map((result, rank) => passageOf(result, rank, question)), rankedBy: 'service' };
    },
  };
}

function textOf({ metadata }: Result, name: string): string | undefined {
  const value = metadata?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function passageOf(result: Result, rank: number, question: string): Passage {
  const { text } = result.content;
  const uri = textOf(result, attributes.uri) ?? result.location?.s3Location?.uri ?? '';
  const documentId = textOf(result, attributes.documentId) ?? uri;
  const page = Number(result.metadata?.[attributes.page]);
  return {
    id: `${documentId}#${rank}`,
    documentId,
    documentName: textOf(result, attributes.documentName) ?? uri.split('/').at(-1) ?? '',
    blocks: [0, 0],
    headings: [],
    text,
    position: Number.isInteger(page) && page > 0 ? { page } : {},
    score: result.score ?? 0,
    highlights: highlightsOf(text, new Set(questionTerms(question, usualLanguage)), usualLanguage),
  };
}
