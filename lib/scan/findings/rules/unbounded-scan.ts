import type { Rule } from '../rule.ts';

export const unboundedScan: Rule = {
  name: 'unbounded-scan',
  severity: 'medium',
  finds: 'a Scan of a table (high where an API waits for it)',
  *check(system) {
    for (const store of system.model.stores) {
      for (const { operation, by, source, index, confidence } of store.accessPatterns) {
        if (operation !== 'Scan') continue;
        const owner = system.component(by, store.source.file);
        const api = owner && system.apisOf(owner)[0];
        const where = api === undefined ? '' : `, while ${api.method} ${api.path} waits`;
        yield {
          component: system.component(store.id, store.source.file) ?? null,
          source,
          severity: api === undefined ? 'medium' : 'high',
          confidence,
          message: `${by ?? source.file} scans ${index === null ? '' : `the index ${index} of `}${store.id}${where}: time and cost grow with the whole table, not with what is asked for. Query by a key or an index, or page with a Limit.`,
        };
      }
    }
  },
};
