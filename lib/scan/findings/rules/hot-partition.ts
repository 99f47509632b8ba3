import type { Rule } from '../rule.ts';

/** Attributes with few values, or one that all of a day's writes share. */
const FEW_VALUES =
  /^(?:gsi\d*_?)?(?:(?:\w+_?)?status|state|type|kind|category|date|day|month|year|hour|week|country|region|priority|active|enabled|is_?[a-z]\w*|flag|gender|level|tier|role|stage|env|environment|entity_?type|item_?type|record_?type|__typename)$/i;

export const hotPartition: Rule = {
  name: 'hot-partition',
  severity: 'high',
  finds: 'a table (index: medium) whose HASH key takes few values, such as status, date or type',
  *check(system) {
    for (const store of system.model.stores) {
      const component = system.component(store.id, store.source.file) ?? null;
      const schemas = [
        { index: null, keys: store.keys },
        ...store.indexes.map(({ name, keys }) => ({ index: name, keys })),
      ];
      for (const { index, keys } of schemas) {
        const hash = keys.find(({ role }) => role === 'HASH');
        if (hash === undefined || !FEW_VALUES.test(hash.name)) continue;
        const what = index === null ? `The table ${store.id}` : `The index ${index} of ${store.id}`;
        yield {
          component,
          source: store.source,
          severity: index === null ? 'high' : 'medium',
          confidence: 0.6,
          message: `${what} has the HASH key ${hash.name}, whose few values put much of the load on one partition (at most 3,000 reads and 1,000 writes a second). Put something with many values in front, or spread it over suffixes.`,
        };
      }
    }
  },
};
