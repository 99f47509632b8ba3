import type { ProjectModel, RuleModel } from '../project-types.ts';
import { findNumber, findRegion } from '../rules/find-values.ts';
import { jsString, jsStrings } from '../text/literals.ts';
import type { EntityModel } from './entity-model.ts';
import { goodOf } from './render-entity.ts';

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
