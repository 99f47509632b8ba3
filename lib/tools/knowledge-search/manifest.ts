import { quoteInstructions } from '#lib/domain/guardrails/instructions/quote-instructions';
import type { ToolManifest } from '../tool.ts';
import {
  type KnowledgeSearchInput,
  type KnowledgeSearchOutput,
  knowledgeSearchInputSchema,
  knowledgeSearchOutputSchema,
} from './schema.ts';

export const knowledgeSearchManifest: ToolManifest<KnowledgeSearchInput, KnowledgeSearchOutput> = {
  id: 'knowledge.search',
  name: 'Search documents',
  purpose:
    'Finds the passages of a knowledge base, or of the project’s documents, that answer a question, each with its place.',
  timeoutSeconds: 30,
  input: knowledgeSearchInputSchema,
  output: knowledgeSearchOutputSchema,
  instructionsIn: ({ passages }) =>
    passages.flatMap(({ documentId, position, text }) =>
      quoteInstructions(text).map((quote) => ({ quote, position, documentId })),
    ),
};
