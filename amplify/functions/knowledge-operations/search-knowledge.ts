import * as z from 'zod/mini';
import type { Passage } from '#lib/domain/knowledge/passage';
import { searchLimits } from '#lib/domain/knowledge/states';
import { fail, invalid, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import { bedrockConfigSchema, createBedrockRetriever } from '#lib/knowledge/retrievers/bedrock';
import { createLocalRetriever } from '#lib/knowledge/retrievers/local';
import type { Retriever } from '#lib/knowledge/retrievers/retriever';
import type { OperationCall } from '#lib/runtime/operation';
import { type KnowledgeBaseCall, type KnowledgePorts, knowledgeBaseOf } from './ports.ts';

const argumentsSchema = z.object({ query: z.string(), limit: z.nullish(z.number()) });

/** Answers a question with the passages that are evidence, and says so where there is none. */
export async function searchKnowledge(call: OperationCall, ports: KnowledgePorts): Promise<Outcome<unknown>> {
  const knowledgeBase = knowledgeBaseOf(call);
  const { query, limit } = argumentsSchema.parse(call.arguments);
  if (query.trim() === '') return invalid('query', 'query must not be blank.');
  if (query.length > searchLimits.characters) {
    return invalid('query', `query must have at most ${searchLimits.characters} characters.`);
  }
  const most = limit ?? searchLimits.usual;
  if (!Number.isInteger(most) || most < 1 || most > searchLimits.passages) {
    return invalid('limit', `limit must be 1 to ${searchLimits.passages}.`);
  }
  const projects = new Map<string, string>();
  const retriever = retrieverOf(knowledgeBase, projects, ports);
  if (!retriever) {
    return fail({
      type: 'Unavailable',
      code: 'KNOWLEDGE_BASE_NOT_CONNECTED',
      message: 'This knowledge base is not connected to Amazon Bedrock. Ask an administrator.',
    });
  }
  const { passages, rankedBy } = await retriever.retrieve(query, most);
  return succeed({
    knowledgeBaseId: knowledgeBase.id,
    query,
    hasEvidence: passages.length > 0,
    message: passages.length > 0 ? `${passages.length} of the best passages.` : noEvidence,
    rankedBy,
    passages: passages.map((passage) => shownPassage(passage, projects.get(passage.documentId))),
  });
}

const noEvidence = 'No evidence: nothing in these documents answers the question.';

/** Where a knowledge base is searched; undefined where an administrator has not said it well. */
function retrieverOf(
  { id, organization, provider, embeddings, config }: KnowledgeBaseCall,
  projects: Map<string, string>,
  ports: KnowledgePorts,
): Retriever | undefined {
  const existing = async (documentIds: readonly string[]) => {
    const standing = await ports.documents.list(documentIds);
    const own = standing.filter(
      (document) => document.organization === organization && document.status === 'PROCESSED',
    );
    return new Set(own.map((document) => document.id));
  };
  switch (provider) {
    case 'BEDROCK': {
      const parsed = bedrockConfigSchema.safeParse(typeof config === 'string' ? JSON.parse(config) : config);
      return parsed.success ? createBedrockRetriever(parsed.data, organization, { existing }) : undefined;
    }
    case 'LOCAL':
      return createLocalRetriever(id, {
        cache: ports.cache,
        existing,
        embedder: ports.embedderOf(embeddings),
        onNoVectors: (error) => ports.warn('the question has no vector; words alone rank', error),
        listSources: async () => {
          const sources = await ports.sources.listOf(id);
          const indexed = sources.filter(
            (source) => source.organization === organization && source.status === 'INDEXED',
          );
          for (const source of indexed) projects.set(source.documentId, source.projectId);
          return indexed.map((source) => ({ ...source, version: source.version ?? '' }));
        },
        load: async ({ documentId, projectId }) => {
          const place = { organization, projectId, id: documentId };
          const segment = await ports.segments.read(place);
          if (!segment) return undefined;
          const vectors =
            embeddings === 'NONE' ? undefined : await ports.segments.readVectors(place, segment, embeddings);
          return { segment, vectors };
        },
      });
  }
}

function shownPassage(passage: Passage, projectId: string | undefined) {
  const { documentId, documentName, text, headings, position, blocks, score, highlights } = passage;
  return {
    ...{ documentId, documentName, projectId: projectId ?? null, text, headings, ...position, score },
    ...{ firstBlock: blocks[0], lastBlock: blocks[1] },
    highlights: highlights.map(([start, end]) => ({ start, end })),
  };
}
