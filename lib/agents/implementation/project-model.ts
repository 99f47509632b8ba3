import type { BusinessRule, Design } from '../design/schema.ts';
import { withoutDoubles } from '../planning/change-design.ts';
import { compose } from './components/composition.ts';
import type { EntityModel } from './entities/entity-model.ts';
import { findGaps } from './find-gaps.ts';
import type { Composition, Gap, ProjectModel, RuleModel } from './project-types.ts';
import { prepareRule } from './rules/prepare-rule.ts';
import type { ImplementationInput } from './schema.ts';
import { capitalize, createNames, toCamel, toSlug } from './text/identifiers.ts';
import { toLine } from './text/literals.ts';

/** Works out names, and which rules can become code; what cannot is a gap with its reason. */
export function buildProjectModel(input: ImplementationInput): ProjectModel {
  const { plan, project, report } = input;
  const { design, doubles } = withoutDoubles(input.design);
  const entities = toEntities(design);
  const { rules, gaps } = toRules(design, entities);
  const nameComponent = createNaming('component');
  const nameIntegration = createNaming('system');
  const components = design.components.map((component) => ({ ...component, ...nameComponent(component.name) }));
  const integrations = design.integrations.map((one) => ({ ...one, ...nameIntegration(one.system) }));
  const parts = { components, entities, integrations };
  const composition = compose(parts);
  const followed = findFollowed(composition, entities, rules);
  return {
    id: project.id,
    name: toLine(project.name) || 'Unnamed project',
    slug: toSlug(project.name, 'project'),
    design,
    plan,
    report,
    ...parts,
    composition,
    followed,
    reviewerRole:
      rules.find(({ duty, entity }) => duty === 'approval' && followed.includes(entity))?.roles[0] ?? 'reviewer',
    rules,
    gaps: [...gaps, ...findGaps({ design, doubles, rules, ...parts })],
  };
}

/**
 * What agents work on: in the stores that they use, the entities that need approval, or else all of these stores. Without
 * agents or such stores, every entity.
 */
function findFollowed(
  { agents, stores }: Composition,
  entities: EntityModel[],
  rules: readonly RuleModel[],
): EntityModel[] {
  const used = stores.filter(({ component }) => agents.some(({ dependsOn }) => dependsOn.includes(component.id)));
  const within = used.flatMap((store) => store.entities);
  const approved = within.filter((entity) => rules.some((rule) => rule.duty === 'approval' && rule.entity === entity));
  return [approved, within].find((found) => found.length > 0) ?? entities;
}

/** Gives out file names and JavaScript names, each once. */
function createNaming(standIn: string): (text: string) => { slug: string; camel: string } {
  const slugs = createNames('-');
  const camels = createNames();
  return (text) => {
    const slug = slugs(toSlug(text, standIn));
    return { slug, camel: camels(toCamel(slug, standIn)) };
  };
}

function toEntities(design: Design): EntityModel[] {
  const name = createNaming('entity');
  return design.entities.map((entity) => {
    const { slug, camel } = name(entity.name);
    const fieldNames = createNames();
    return {
      ...entity,
      slug,
      camel,
      pascal: capitalize(camel),
      fields: entity.fields.map((field) => ({
        ...field,
        label: toLine(field.name),
        name: fieldNames(toCamel(field.name, 'field')),
      })),
    };
  });
}

/** Entities that say how long they are kept, and have no rule for it. */
function impliedRules({ entities, businessRules }: Design): BusinessRule[] {
  return entities
    .filter(({ id, retentionDays }) => {
      const hasRule = businessRules.some(({ entity, kind }) => entity === id && kind === 'retention');
      return retentionDays !== null && !hasRule;
    })
    .map(({ id, name, retentionDays, sources }) => ({
      id: `${id}.retentionDays`,
      title: `${name} retention`,
      entity: id,
      kind: 'retention',
      parameters: { days: retentionDays ?? 0 },
      sources,
    }));
}

function toRules(design: Design, entities: readonly EntityModel[]): { rules: RuleModel[]; gaps: Gap[] } {
  const name = createNaming('rule');
  const rules: RuleModel[] = [];
  const gaps: Gap[] = [];
  for (const rule of [...design.businessRules, ...impliedRules(design)]) {
    const entity = entities.find((one) => one.id === rule.entity);
    if (!entity) {
      gaps.push({ id: rule.id, text: `No code: the design has no entity "${toLine(rule.entity)}".` });
      continue;
    }
    const prepared = prepareRule(rule, entity);
    if ('reason' in prepared) {
      gaps.push({ id: rule.id, text: `No code: ${prepared.reason}` });
      continue;
    }
    if (prepared.ignored.length > 0) {
      gaps.push({ id: rule.id, text: `Not enforced, only recorded: ${prepared.ignored.map(toLine).join(', ')}.` });
    }
    const { id, title, kind, sources } = rule;
    rules.push({ ...prepared, id, title, kind, sources, ...name(title), entity });
  }
  return { rules, gaps };
}
