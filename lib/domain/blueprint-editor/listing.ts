export const blueprintOrigins = ['all', 'own', 'built-in'] as const;
export const blueprintOrders = ['name', 'newest'] as const;

export interface BlueprintSummary {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly version: number;
  readonly steps: number;
  readonly isBuiltIn: boolean;
  /** Of the version shown; none of what is built in. */
  readonly savedAt?: string | undefined;
  readonly savedBy?: string | undefined;
}

interface BlueprintCriteria {
  readonly q: string;
  readonly origin: (typeof blueprintOrigins)[number];
  readonly order: (typeof blueprintOrders)[number];
}

type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a list's address asks for; anything unknown counts as not said. */
export function parseBlueprintCriteria({ q, origin, order }: Parameters): BlueprintCriteria {
  return {
    q: typeof q === 'string' ? q.slice(0, 200) : '',
    origin: blueprintOrigins.find((known) => known === origin) ?? 'all',
    order: blueprintOrders.find((known) => known === order) ?? 'name',
  };
}

/** The blueprints that meet the criteria, in their order. */
export function selectBlueprints(
  blueprints: readonly BlueprintSummary[],
  { q, origin, order }: BlueprintCriteria,
): readonly BlueprintSummary[] {
  const words = q.trim().toLowerCase();
  return blueprints
    .filter(({ isBuiltIn }) => origin === 'all' || isBuiltIn === (origin === 'built-in'))
    .filter(({ id, name, purpose }) => `${id}\n${name}\n${purpose}`.toLowerCase().includes(words))
    .toSorted((a, b) =>
      order === 'name' ? a.name.localeCompare(b.name) : (b.savedAt ?? '').localeCompare(a.savedAt ?? ''),
    );
}
