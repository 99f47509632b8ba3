'use client';

import * as z from 'zod/mini';
import { type ExtractedDocument, extractedDocumentSchema } from '#lib/domain/document/extracted';

// The content security policy forbids compiling code from text, which zod would otherwise try first.
z.config({ jitless: true });

/** A stored text as the viewer reads it; throws where it has another form. */
export function parseExtractedText(stored: unknown): ExtractedDocument {
  return z.parse(extractedDocumentSchema, stored);
}
