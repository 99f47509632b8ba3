'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ExtractedDocument } from '#lib/domain/document/extracted';
import { documentLink } from './document-link.ts';

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
      // What checks its form is loaded with the first text: no page waits for it.
      const { parseExtractedText } = await import('./parse-text.ts');
      return parseExtractedText(await response.json());
    },
  });
}
