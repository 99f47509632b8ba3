import type { Gap, ProjectModel, RuleModel } from '../project-model.ts';
import type { Bound } from '../rules/rule-template.ts';
import { jsString, jsStrings, toLine } from '../text/literals.ts';
import type { EntityModel } from './entity-model.ts';
import { goodOf } from './render-entity.ts';

function holds(value: number, { comparison, limit }: Bound): boolean {
  switch (comparison) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
  }
}

/** A number that all bounds allow, or else one that those bounds allow which refuse; undefined where those contradict each other. */
function findNumber(rules: readonly RuleModel[], field: string): number | undefined {
  const bounds = rules.flatMap(({ duty, bound }) => (bound?.field === field ? [{ duty, bound }] : []));
  const limits = bounds.map(({ bound }) => bound.limit).sort((a, b) => a - b);
  const between = limits.slice(1).map((limit, index) => (limit + (limits[index] ?? limit)) / 2);
  const candidates = [12.5, ...limits, ...between, ...limits.flatMap((limit) => [limit - 1, limit + 1])];
  const refusing = bounds.filter(({ duty }) => duty === 'check');
  return (
    candidates.find((value) => bounds.every(({ bound }) => holds(value, bound))) ??
    candidates.find((value) => refusing.every(({ bound }) => holds(value, bound)))
  );
}

/** A region that all rules allow. */
export function findRegion(rules: readonly RuleModel[]): string | undefined {
  const lists = rules.flatMap(({ regions }) => (regions ? [regions] : []));
  return lists[0] === undefined ? 'local' : lists[0].find((region) => lists.every((list) => list.includes(region)));
}

/** Rules that no record can keep all at once. */
export function findContradictions({ entities, rules }: Pick<ProjectModel, 'entities' | 'rules'>): Gap[] {
  const numbers = entities.flatMap((entity) => {
    const own = rules.filter((rule) => rule.entity === entity);
    return entity.fields
      .filter(({ name, type }) => type === 'number' && findNumber(own, name) === undefined)
      .map(({ name, label }) => ({
        id: own.find(({ bound }) => bound?.field === name)?.id ?? entity.id,
        text: `No value of ${toLine(label)} keeps all rules for it, so every ${toLine(entity.name)} is refused.`,
      }));
  });
  if (findRegion(rules) !== undefined) return numbers;
  const first = rules.find(({ duty }) => duty === 'residency');
  return [...numbers, { id: first?.id ?? 'residency', text: 'No region is allowed by all residency rules at once.' }];
}

/** Whether some record can be stored at all. */
function isPossible(entity: EntityModel, own: readonly RuleModel[]): boolean {
  return (
    findRegion(own) !== undefined &&
    entity.fields.every(({ name, type }) => type !== 'number' || findNumber(own, name) !== undefined)
  );
}

/** `support/examples.js`: a record per entity that keeps all rules, and where records may be. */
export function renderExamples({ entities, rules, integrations, followed }: ProjectModel): string {
  const examples = entities.flatMap((entity) => {
    const own = rules.filter((rule) => rule.entity === entity);
    if (!isPossible(entity, own)) return [];
    const fields = entity.fields.map(({ name, type }) => {
      const value = type === 'number' ? String(findNumber(own, name)) : goodOf[type];
      return `      ${name}: ${value},`;
    });
    const region = findRegion(own) ?? 'local';
    return [
      `  ${jsString(entity.slug)}: {\n    region: ${jsString(region)},\n    isFollowed: ${followed.includes(entity)},\n    data: {\n${fields.join('\n')}\n    },\n  },`,
    ];
  });
  const written = integrations.filter(({ direction, pattern }) => direction !== 'read' && pattern !== 'manual');
  return `/**
 * A record of each entity that keeps all rules, a region where it may be stored, and whether it sets off work.
 * @type {{ readonly [entity: string]: { region: string, isFollowed: boolean, data: { readonly [field: string]: unknown } } }}
 */
export const examples = {
${examples.join('\n')}
};

/** Systems that records are sent to, by the name of the connector's file. */
export const systems = ${jsStrings(written.map(({ slug }) => slug))};
`
    .replace('systems = []', '/** @type {string[]} */ ([])')
    .replace('const /**', 'const systems = /**');
}
