import type { Design, DesignComponent } from '../design/schema.ts';
import type { EntityModel } from './entities/entity-model.ts';
import { prepareRule } from './rules/prepare-rule.ts';
import type { PreparedRule } from './rules/rule-template.ts';
import type { ImplementationInput } from './schema.ts';
import { createNames, toCamel, toPascal, toSlug } from './text/identifiers.ts';
import { toLine } from './text/literals.ts';

export type ComponentModel = DesignComponent & { slug: string; camel: string };
export type IntegrationModel = Design['integrations'][number] & { slug: string; camel: string };
export type RuleModel = PreparedRule & {
  id: string;
  title: string;
  kind: string;
  slug: string;
  camel: string;
  entity: EntityModel;
  sources: readonly string[];
};
export type Gap = { id: string; text: string };

/** The design in names that are safe in code, paths and templates. */
export type ProjectModel = {
  id: string;
  name: string;
  slug: string;
  design: Design;
  plan: ImplementationInput['plan'];
  components: ComponentModel[];
  entities: EntityModel[];
  integrations: IntegrationModel[];
  rules: RuleModel[];
  gaps: Gap[];
};

/** Works out names, and which rules can become code; what cannot is a gap with its reason. */
export function buildProjectModel(input: ImplementationInput): ProjectModel {
  const { design, plan, project } = input;
  const entities = toEntities(design);
  const { rules, gaps } = toRules(design, entities);
  const componentNames = createNames('-');
  const integrationNames = createNames('-');
  const dangling = design.components.flatMap((component) =>
    component.dependsOn
      .filter((id) => !design.components.some((other) => other.id === id))
      .map((id) => ({ id: component.id, text: `Depends on "${toLine(id)}", which the design does not describe.` })),
  );
  return {
    id: project.id,
    name: toLine(project.name) || 'Unnamed project',
    slug: toSlug(project.name, 'project'),
    design,
    plan,
    components: design.components.map((component) => named(component, component.name, 'component', componentNames)),
    entities,
    integrations: design.integrations.map((one) => named(one, one.system, 'system', integrationNames)),
    rules,
    gaps: [
      ...gaps,
      ...dangling,
      ...design.openQuestions.map(({ id, text }) => ({ id, text: `Open question: ${text}` })),
    ],
  };
}

function named<Item>(item: Item, name: string, standIn: string, names: (wanted: string) => string) {
  const slug = names(toSlug(name, standIn));
  return { ...item, slug, camel: toCamel(slug, standIn) };
}

function toEntities(design: Design): EntityModel[] {
  const names = createNames('-');
  return design.entities.map((entity) => {
    const slug = names(toSlug(entity.name, 'entity'));
    const fieldNames = createNames();
    return {
      ...entity,
      slug,
      camel: toCamel(slug, 'entity'),
      pascal: toPascal(slug, 'entity'),
      fields: entity.fields.map((field) => ({
        ...field,
        label: toLine(field.name),
        name: fieldNames(toCamel(field.name, 'field')),
      })),
    };
  });
}

function toRules(design: Design, entities: readonly EntityModel[]): { rules: RuleModel[]; gaps: Gap[] } {
  const names = createNames('-');
  const rules: RuleModel[] = [];
  const gaps: Gap[] = [];
  for (const rule of design.businessRules) {
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
    const slug = names(toSlug(rule.title, 'rule'));
    const { id, title, kind, sources } = rule;
    rules.push({ ...prepared, id, title, kind, sources, slug, camel: toCamel(slug, 'rule'), entity });
  }
  return { rules, gaps };
}
