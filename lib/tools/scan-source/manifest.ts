import { instructionsRule } from '#lib/scan/findings/instructions-in-files';
import type { ToolManifest } from '../tool.ts';
import {
  type ScanSourceInput,
  type ScanSourceOutput,
  scanSourceInputSchema,
  scanSourceOutputSchema,
} from './schema.ts';

export const scanSourceManifest: ToolManifest<ScanSourceInput, ScanSourceOutput> = {
  id: 'scan.source',
  name: 'Scan a source',
  purpose: 'Reads the code and templates of an uploaded archive and answers the system that they describe.',
  timeoutSeconds: 150,
  input: scanSourceInputSchema,
  output: scanSourceOutputSchema,
  // The scan has looked through every file, and quotes.
  instructionsIn: ({ document, model }) =>
    model.findings
      .filter(({ rule }) => rule === instructionsRule.name)
      .map(({ message, source }) => ({
        quote: /“([\s\S]*)”/.exec(message)?.[1] ?? message,
        ...source,
        documentId: document.id,
        documentName: document.name,
      })),
};
