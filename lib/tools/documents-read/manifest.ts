import { quoteInstructions } from '#lib/domain/guardrails/instructions/quote-instructions';
import type { ToolManifest } from '../tool.ts';
import {
  type DocumentsReadInput,
  type DocumentsReadOutput,
  documentsReadInputSchema,
  documentsReadOutputSchema,
} from './schema.ts';

export const documentsReadManifest: ToolManifest<DocumentsReadInput, DocumentsReadOutput> = {
  id: 'documents.read',
  name: 'Read a document',
  purpose: 'Gives the text of an uploaded document of the project, block by block, each with its page or line.',
  timeoutSeconds: 20,
  input: documentsReadInputSchema,
  output: documentsReadOutputSchema,
  instructionsIn: ({ document, from, blocks }) =>
    blocks.flatMap(({ text, position }, index) =>
      quoteInstructions(text).map((quote) => ({ quote, block: from + index, position, documentId: document.id })),
    ),
};
