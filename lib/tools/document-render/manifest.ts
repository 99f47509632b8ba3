import type { ToolManifest } from '../tool.ts';
import {
  type DocumentRenderInput,
  type DocumentRenderOutput,
  documentRenderInputSchema,
  documentRenderOutputSchema,
} from './schema.ts';

export const documentRenderManifest: ToolManifest<DocumentRenderInput, DocumentRenderOutput> = {
  id: 'document.render',
  name: 'Render a design',
  purpose: 'Makes the HTML, the tagged PDF, the slides and the pictures of a design document.',
  timeoutSeconds: 120,
  input: documentRenderInputSchema,
  output: documentRenderOutputSchema,
};
