import type { DocumentKind, DocumentStatus } from '../document/states.ts';

export const documentFilters = ['all', 'ready', 'working', 'rejected'] as const;
type DocumentFilter = (typeof documentFilters)[number];
export const documentOrders = ['newest', 'oldest', 'name', 'size'] as const;
type DocumentOrder = (typeof documentOrders)[number];
export const documentKindFilters = ['any', 'documents', 'source'] as const;

export interface DocumentCriteria {
  readonly q: string;
  readonly show: DocumentFilter;
  readonly kind: (typeof documentKindFilters)[number];
  readonly order: DocumentOrder;
}

type Parameters = Readonly<Record<'q' | 'show' | 'kind' | 'order', string | null>>;

/** What a list's address asks for; anything unknown counts as not said. */
export function parseDocumentCriteria({ q, show, kind, order }: Parameters): DocumentCriteria {
  return {
    q: q?.slice(0, 200) ?? '',
    show: documentFilters.find((known) => known === show) ?? 'all',
    kind: documentKindFilters.find((known) => known === kind) ?? 'any',
    order: documentOrders.find((known) => known === order) ?? 'newest',
  };
}

interface Listed {
  readonly name: string;
  readonly size: number;
  readonly status: DocumentStatus | null;
  readonly kind?: DocumentKind | null;
  readonly createdAt?: string | null;
}

/** Whether something still happens to a document by itself. */
export function isAtWork(status: DocumentStatus | null): boolean {
  return status === 'UPLOADED' || status === 'PROCESSING' || status === 'RECOGNIZING';
}

/** `working` holds what is being uploaded, too. */
export function filterDocuments<Item extends Listed>(
  documents: readonly Item[],
  show: DocumentFilter,
): readonly Item[] {
  switch (show) {
    case 'all':
      return documents;
    case 'ready':
      return documents.filter(({ status }) => status === 'PROCESSED');
    case 'working':
      return documents.filter(({ status }) => isAtWork(status) || status === 'AWAITING_UPLOAD');
    case 'rejected':
      return documents.filter(({ status }) => status === 'REJECTED');
  }
}

/** The documents that meet the criteria, in their order. */
export function selectDocuments<Item extends Listed>(
  documents: readonly Item[],
  { q, show, kind, order }: DocumentCriteria,
): readonly Item[] {
  const words = q.trim().toLowerCase();
  return filterDocuments(documents, show)
    .filter((item) => kind === 'any' || (item.kind === 'SOURCE') === (kind === 'source'))
    .filter(({ name }) => name.toLowerCase().includes(words))
    .toSorted((a, b) => compare(a, b, order));
}

function compare(a: Listed, b: Listed, order: DocumentOrder): number {
  const newest = (b.createdAt ?? '').localeCompare(a.createdAt ?? '');
  switch (order) {
    case 'newest':
      return newest;
    case 'oldest':
      return -newest;
    case 'name':
      return a.name.localeCompare(b.name, undefined, { numeric: true }) || newest;
    case 'size':
      return b.size - a.size || newest;
  }
}
