import { isList, isRecord } from '../values.ts';

type Filter = { fieldName: string; operator: string; value: unknown };

/**
 * `toSubscriptionFilter`: groups, each an AND of filters, the groups ORed. Every operator of a field, every member of
 * an `or` and every rule is an alternative, so the groups multiply out.
 *
 * @returns null for what is no filter object.
 */
export function toSubscriptionFilter(filter: unknown, ignoredFields: unknown, rules: unknown): unknown {
  if (!isRecord(filter)) return null;
  const ignored = new Set(isList(ignoredFields) ? ignoredFields : []);
  const ruleGroups = isRecord(rules)
    ? Object.entries(rules).map(([key, value]) => alternatives(key, value, ignored))
    : [];
  const groups = combine([...conjunction(filter, ignored), ruleGroups.flat()]);
  return { filterGroup: groups.map((filters) => ({ filters })) };
}

/** One list of alternatives for each thing that must hold. */
function conjunction(filter: unknown, ignored: Set<unknown>): Filter[][][] {
  if (!isRecord(filter)) return [];
  return Object.entries(filter).flatMap(([key, value]) => {
    if (key === 'and' && isList(value)) return value.flatMap((member) => conjunction(member, ignored));
    if (key === 'or' && isList(value)) return [value.flatMap((member) => combine(conjunction(member, ignored)))];
    return [alternatives(key, value, ignored)];
  });
}

function alternatives(fieldName: string, operators: unknown, ignored: Set<unknown>): Filter[][] {
  if (ignored.has(fieldName) || !isRecord(operators)) return [];
  return Object.entries(operators).map(([operator, value]) => [{ fieldName, operator, value }]);
}

/** Every way to take one alternative of each; what offers none is left out. */
function combine(choices: Filter[][][]): Filter[][] {
  const real = choices.filter((choice) => choice.length > 0);
  if (real.length === 0) return [];
  return real.reduce<Filter[][]>(
    (groups, choice) => groups.flatMap((group) => choice.map((filters) => [...group, ...filters])),
    [[]],
  );
}
