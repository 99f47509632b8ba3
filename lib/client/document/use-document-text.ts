'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { type ExtractedDocument, extractedDocumentSchema } from '#lib/domain/document/extracted';
import { documentLink } from './document-link.ts';

// The content security policy forbids compiling code from text, which zod would otherwise try first.
z.config({ jitless: true });

/**
 * The text of a processed document with the place of each block. It comes straight from where it is stored: a document
 * of a thousand pages does not pass through the web server.
 */
export function useDocumentText(documentId: string): UseQueryResult<ExtractedDocument> {
  return useQuery({
    queryKey: ['document-text', documentId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const { url } = await documentLink(documentId, 'text');
      const response = await fetch(url, { signal, cache: 'no-store', credentials: 'omit' });
      if (!response.ok) throw new Error(`The text of the document answers ${response.status}.`);
      return z.parse(extractedDocumentSchema, await response.json());
    },
  });
}
