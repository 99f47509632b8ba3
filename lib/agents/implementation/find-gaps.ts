import type { Design } from '../design/schema.ts';
import { singleKinds } from './components/composition.ts';
import type { Gap, ProjectModel } from './project-types.ts';
import { findNumber, findRegion } from './rules/find-values.ts';
import { toLine } from './text/literals.ts';

type Parts = Pick<ProjectModel, 'components' | 'entities' | 'integrations' | 'rules'>;

/** What the design asks for and the bundle does not do, beside rules without code. */
export function findGaps(project: Parts & { design: Design; doubles: readonly string[] }): Gap[] {
  return [
    ...project.doubles.map((id) => ({ id, text: 'Stands twice in the design: what came second is left out.' })),
    ...findContradictions(project),
    ...findUnmasked(project),
    ...findUnbuilt(project),
    ...findDangling(project),
    ...project.design.openQuestions.map(({ id, text }) => ({ id, text: `Open question: ${toLine(text)}` })),
  ];
}

/** Rules that no record can keep all at once. */
function findContradictions({ entities, rules }: Parts): Gap[] {
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

/** Entities with personal data that no rule masks. */
function findUnmasked({ entities, rules }: Parts): Gap[] {
  return entities
    .filter((entity) => !rules.some((rule) => rule.entity === entity && rule.duty === 'mask'))
    .flatMap(({ id, name, fields }) => {
      const personal = fields.filter(({ isPersonal }) => isPersonal).map(({ label }) => label);
      if (personal.length === 0) return [];
      return [{ id, text: `No rule masks ${personal.join(', ')} of ${toLine(name)}: whoever has a token sees it.` }];
    });
}

function findUnbuilt({ components, integrations }: Parts): Gap[] {
  const further = singleKinds.flatMap((kind) => components.filter((component) => component.kind === kind).slice(1));
  const functions = components.filter(({ kind }) => kind === 'function');
  const idle = components.filter(
    ({ id, kind }) => kind === 'connector' && !integrations.some(({ component }) => component === id),
  );
  const manual = integrations.filter(({ pattern }) => pattern === 'manual');
  return [
    ...further.map(({ id, name, kind }) => ({
      id,
      text: `"${toLine(name)}" is specified and not built: the bundle has one component of the kind ${kind}.`,
    })),
    ...functions.map(({ id, name, purpose, slug }) => ({
      id,
      text: `"${toLine(name)}" checks records. Its own work comes in as handlers['${slug}'] of createApplication: ${toLine(purpose)}`,
    })),
    ...idle.map(({ id, name }) => ({
      id,
      text: `"${toLine(name)}" connects nothing yet: the design has no integration for it.`,
    })),
    ...manual.map(({ id, system }) => ({ id, text: `"${toLine(system)}" is served by hand, so it has no connector.` })),
  ];
}

function findDangling({ components }: Parts): Gap[] {
  const ids = new Set(components.map(({ id }) => id));
  return components.flatMap(({ id, dependsOn }) =>
    dependsOn
      .filter((other) => !ids.has(other))
      .map((other) => ({ id, text: `Depends on "${toLine(other)}", which the design does not describe.` })),
  );
}
