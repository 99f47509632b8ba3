interface Line {
  readonly service: string;
  readonly item: string;
  readonly quantity: number;
  readonly unit: string;
  readonly unitUsd: number;
  readonly usd: number;
}

export interface CostGroup {
  readonly service: string;
  readonly usd: number;
  readonly items: readonly Line[];
}

/** The lines of all steps added up by service and item, the most expensive first. */
export function costByService(lines: readonly Line[]): CostGroup[] {
  const groups = new Map<string, Map<string, Line>>();
  for (const line of lines) {
    const items = groups.get(line.service) ?? new Map<string, Line>();
    const sum = items.get(line.item);
    const { service, item, unit, unitUsd } = line;
    const quantity = line.quantity + (sum?.quantity ?? 0);
    items.set(item, { service, item, unit, unitUsd, quantity, usd: line.usd + (sum?.usd ?? 0) });
    groups.set(service, items);
  }
  const costlyFirst = (a: { usd: number }, b: { usd: number }) => b.usd - a.usd;
  return [...groups]
    .map(([service, items]) => {
      const sorted = [...items.values()].sort(costlyFirst);
      return { service, usd: sorted.reduce((sum, { usd }) => sum + usd, 0), items: sorted };
    })
    .sort(costlyFirst);
}
