import type { Rule } from '../rule.ts';

/** Relations that say nothing of use. */
const IDLE = new Set(['contains', 'alarms', 'encrypts']);

export const unusedTable: Rule = {
  name: 'unused-table',
  severity: 'low',
  finds: 'a table that nothing in the source reads, writes or is granted',
  *check(system) {
    for (const store of system.model.stores) {
      const component = system.component(store.id, store.source.file);
      if (component === undefined || store.accessPatterns.length > 0 || component.type.startsWith('GraphQL')) continue;
      const uses = [...system.to(component), ...system.from(component, 'triggers', 'publishes')];
      if (
        uses.some(
          ({ kind, from }) => !IDLE.has(kind) && !/Policy|ScalableTarget/.test(system.component(from)?.type ?? ''),
        )
      )
        continue;
      if (system.apisOf(component).length > 0) continue;
      yield {
        component,
        confidence: 0.6,
        message: `Nothing in this source uses the table ${store.id}: it costs and has to be kept safe for nobody. Remove it, or name who uses it.`,
      };
    }
  },
};
