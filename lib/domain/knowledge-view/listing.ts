export const knowledgeOrders = ['name', 'newest', 'documents'] as const;

interface Listed {
  readonly name: string;
  readonly description?: string | null;
  readonly documentCount?: number | null;
  readonly createdAt?: string | null;
}

interface KnowledgeCriteria {
  readonly q: string;
  readonly order: (typeof knowledgeOrders)[number];
}

type Parameters = Readonly<Record<'q' | 'order', string | null>>;

/** What a list's address asks for; anything unknown counts as not said. */
export function parseKnowledgeCriteria({ q, order }: Parameters): KnowledgeCriteria {
  return { q: q?.slice(0, 200) ?? '', order: knowledgeOrders.find((known) => known === order) ?? 'name' };
}

/** The knowledge bases that meet the criteria, in their order. */
export function selectKnowledgeBases<Item extends Listed>(
  bases: readonly Item[],
  { q, order }: KnowledgeCriteria,
): readonly Item[] {
  const words = q.trim().toLowerCase();
  return bases
    .filter(({ name, description }) => `${name}\n${description ?? ''}`.toLowerCase().includes(words))
    .toSorted((a, b) => compare(a, b, order));
}

function compare(a: Listed, b: Listed, order: KnowledgeCriteria['order']): number {
  const byName = a.name.localeCompare(b.name, undefined, { numeric: true });
  switch (order) {
    case 'name':
      return byName;
    case 'newest':
      return (b.createdAt ?? '').localeCompare(a.createdAt ?? '') || byName;
    case 'documents':
      return (b.documentCount ?? 0) - (a.documentCount ?? 0) || byName;
  }
}
