import type { Rule } from '../rule.ts';

export const wideEventPattern: Rule = {
  name: 'wide-event-pattern',
  severity: 'low',
  finds:
    'a rule whose pattern lets through more than it needs: no detail type, every source, or everything of an account',
  *check(system) {
    for (const rule of system.ofKind('rule')) {
      const pattern = system.matching(rule, /^EventPattern(?:\.|$)/);
      const [first] = pattern;
      if (first === undefined) continue;
      const asks = (key: string) =>
        pattern.some(({ name }) => name.startsWith(`EventPattern.${key}`) || name.startsWith('EventPattern.$or'));
      const isEmptyPrefix = pattern.some(
        ({ value, name }) => (/prefix$/.test(name) && value === '') || /"prefix":""/.test(String(value)),
      );
      if (first.name === 'EventPattern' || ((asks('detail-type') || asks('detail')) && !isEmptyPrefix)) continue;
      yield {
        component: rule,
        source: first.source,
        message: `The rule ${rule.id} takes ${isEmptyPrefix || !asks('source') ? 'every event' : 'every event of its sources'}, whatever its detail type: new events set its targets going unasked. Name the detail types that they handle.`,
      };
    }
  },
};
