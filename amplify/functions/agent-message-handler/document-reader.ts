import { readDocuments } from '#lib/agents/assessment/read-documents';
import { toCalendarDay } from '#lib/agents/assessment/understanding/calendar';
import type { DocumentOffer } from '#lib/domain/assessment/state';
import type { SegmentStore } from '#lib/knowledge/index/segment-store';
import { createIndexCache } from '#lib/knowledge/retrievers/index-cache';
import type { DocumentStanding } from '#lib/repositories/document-standing';
import type { ProjectRecord } from '#lib/repositories/project';

/** What a project's documents seem to answer; see lib/agents/assessment/read-documents.ts. */
export type DocumentReader = (project: Pick<ProjectRecord, 'id' | 'organization'>) => Promise<DocumentOffer[]>;

/** The newest so many are read: a person waits. */
const mostDocuments = 40;
const mostCharacters = 8_000_000;
const mostKept = 50;

/**
 * Reads the processed documents of a project, once for each set of them. One whose chunks are not made yet is read with a
 * later message.
 */
export function createDocumentReader({
  documents,
  openSegments,
  now,
}: {
  readonly documents: Pick<DocumentStanding, 'listOfProject'>;
  /** Called for projects that have documents. */
  readonly openSegments: () => Promise<Pick<SegmentStore, 'read'>>;
  readonly now: () => Date;
}): DocumentReader {
  const cache = createIndexCache(mostCharacters);
  let opened: Promise<Pick<SegmentStore, 'read'>> | undefined;
  const kept = new Map<string, { readonly of: string; readonly offers: DocumentOffer[] }>();

  return async ({ id, organization }) => {
    const standing = await documents.listOfProject(id, 'PROCESSED', mostDocuments);
    const own = standing.filter((document) => document.organization === organization && document.kind !== 'SOURCE');
    if (own.length === 0) return [];
    // A processed document's text stays as it is: another one is another document.
    const sources = own.map(({ id: documentId, projectId, name }) => {
      return { documentId, projectId, documentName: name, version: '1' };
    });
    opened ??= openSegments();
    const segments = await opened;
    const { index } = await cache.get(`${organization}/${id}`, sources, async ({ documentId, projectId }) => {
      const segment = await segments.read({ organization, projectId, id: documentId });
      return segment && { segment };
    });
    const of = [...index.documentIds].sort().join(' ');
    const known = kept.get(id);
    if (known?.of === of) return known.offers;
    const offers = readDocuments(index, toCalendarDay(now().toISOString(), now()));
    if (kept.size >= mostKept) kept.clear();
    kept.set(id, { of, offers });
    return offers;
  };
}
