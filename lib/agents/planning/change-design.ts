import type { Design } from '../design/schema.ts';

function firstOfEach<Item extends { id: string }>(items: readonly Item[], doubles: string[]): Item[] {
  const seen = new Set<string>();
  return items.filter(({ id }) => {
    if (seen.has(id)) doubles.push(id);
    const isFirst = !seen.has(id);
    seen.add(id);
    return isFirst;
  });
}

/** The design with each id once; what comes again under an id is left out and listed. */
export function withoutDoubles(design: Design): { design: Design; doubles: string[] } {
  const doubles: string[] = [];
  return {
    design: {
      ...design,
      components: firstOfEach(design.components, doubles),
      entities: firstOfEach(design.entities, doubles),
      integrations: firstOfEach(design.integrations, doubles),
      businessRules: firstOfEach(design.businessRules, doubles),
      openQuestions: firstOfEach(design.openQuestions, doubles),
    },
    doubles,
  };
}

/** What goes when components go. */
export type Dropped = { entities: number; integrations: number; rules: number; dependents: string[] };

/**
 * The design without some components, their entities, integrations and the rules of these entities. What depended on a
 * dropped component depends on what that one depended on.
 */
export function withoutComponents(design: Design, ids: ReadonlySet<string>): { design: Design; dropped: Dropped } {
  const byId = new Map(design.components.map((component) => [component.id, component]));
  const replaced = (start: string): string[] => {
    const found: string[] = [];
    const seen = new Set<string>();
    for (const open = [start]; open.length > 0; ) {
      const id = open.pop() ?? '';
      if (seen.has(id)) continue;
      seen.add(id);
      if (ids.has(id)) open.push(...(byId.get(id)?.dependsOn ?? []));
      else found.push(id);
    }
    return found;
  };
  const components = design.components
    .filter(({ id }) => !ids.has(id))
    .map((component) => ({
      ...component,
      dependsOn: [...new Set(component.dependsOn.flatMap(replaced))].filter((id) => id !== component.id),
    }));
  const entities = design.entities.filter(({ component }) => !ids.has(component));
  const goneEntities = new Set(design.entities.flatMap(({ id, component }) => (ids.has(component) ? [id] : [])));
  const integrations = design.integrations.filter(({ component }) => !ids.has(component));
  const businessRules = design.businessRules.filter(({ entity }) => !goneEntities.has(entity));
  return {
    design: { ...design, components, entities, integrations, businessRules },
    dropped: {
      entities: goneEntities.size,
      integrations: design.integrations.length - integrations.length,
      rules: design.businessRules.length - businessRules.length,
      dependents: design.components
        .filter(({ id, dependsOn }) => !ids.has(id) && dependsOn.some((one) => ids.has(one)))
        .map(({ name }) => name),
    },
  };
}
