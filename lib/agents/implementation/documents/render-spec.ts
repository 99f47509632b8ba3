import { isBuilt } from '../components/composition.ts';
import type { EntityModel } from '../entities/entity-model.ts';
import type { ComponentModel, ProjectModel } from '../project-types.ts';
import { ruleFile, ruleTest } from '../rules/rule-paths.ts';
import { markdown } from '../text/literals.ts';

/** Path of a component's specification in the bundle. */
export function specFile(slug: string): string {
  return `docs/specs/${slug}.md`;
}

/** What a component is for, what it offers, which data and rules it holds, and where each of that comes from. */
export function renderSpec(component: ComponentModel, project: ProjectModel): string {
  const { composition, components, design, gaps, plan } = project;
  const statements = design.sections.flatMap((section) => section.statements);
  const uses = component.dependsOn.flatMap((id) => components.find((one) => one.id === id) ?? []);
  const users = components.filter((one) => one.dependsOn.includes(component.id));
  const tasks = plan.tasks.filter((task) => task.components.includes(component.id));
  const costs = design.cost.items.filter((item) => item.component === component.id);
  const own = gaps.filter(({ id }) => id === component.id);
  const entities = project.entities.filter((entity) => entity.component === component.id);
  const link = (one: ComponentModel) => `[${markdown(one.name)}](${one.slug}.md)`;
  const parts = [
    `# ${markdown(component.name)}`,
    markdown(component.purpose),
    list([
      `Kind: ${component.kind}`,
      `Technology in the design: ${markdown(component.technology)}`,
      isBuilt(component, composition)
        ? `Code: [src/components/${component.slug}.js](../../src/components/${component.slug}.js)`
        : 'Code: none, see below',
      `Rule of the design: ${markdown(component.rule)}`,
      `Sources: ${references(component.sources)}`,
    ]),
    '## Interfaces',
    list(interfacesOf(component, project)),
    uses.length > 0 ? `Uses ${uses.map(link).join(', ')}.` : 'Uses no other component.',
    users.length > 0 ? `Used by ${users.map(link).join(', ')}.` : 'No other component uses it.',
    '## Data',
    ...(entities.length > 0 ? entities.map((entity) => renderEntityPart(entity, project)) : ['Keeps no records.']),
    '## What the design says',
    list(
      statements
        .filter(({ rule }) => rule === component.rule)
        .map(({ id, text, sources }) => `${markdown(text)} (${markdown(id)}; ${references(sources)})`),
      'Nothing beyond its purpose.',
    ),
    '## Work',
    list(
      tasks.map(
        ({ wbs, name, role, start, end, estimate, isCritical }) =>
          `${/^\d+(?:\.\d+)*$/.test(wbs) ? wbs : markdown(wbs)} ${markdown(name)}: ${markdown(role)}, ${markdown(start)} to ${markdown(end)}, ${estimate.expected.toFixed(1)} days expected${isCritical ? ', on the critical path' : ''}`,
      ),
      'The plan has no task for it.',
    ),
    '## Cost',
    list(
      costs.map(
        ({ driver, quantity, unit, monthlyUsd }) =>
          `${markdown(driver)}: ${quantity} ${markdown(unit)}, ${monthlyUsd.toFixed(2)} USD a month`,
      ),
      'The design has no cost item for it.',
    ),
    ...(own.length > 0 ? ['## Not built', list(own.map(({ text }) => markdown(text)))] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function list(items: readonly string[], none = 'None.'): string {
  return items.length > 0 ? items.map((item) => `- ${item}`).join('\n') : none;
}

function references(sources: readonly string[]): string {
  return sources.length > 0 ? sources.map(markdown).join(', ') : 'none given';
}

function renderEntityPart(entity: EntityModel, { rules }: ProjectModel): string {
  const own = rules.filter((rule) => rule.entity === entity);
  const rows = entity.fields.map(
    ({ label, name, type, isRequired, isPersonal }) =>
      `| ${markdown(label)} | \`${name}\` | ${type} | ${isRequired ? 'yes' : 'no'} | ${isPersonal ? 'yes' : 'no'} |`,
  );
  return [
    `### ${markdown(entity.name)}`,
    `Routes under \`/records/${entity.slug}\`, code in [src/entities/${entity.slug}.js](../../src/entities/${entity.slug}.js). Sources: ${references(entity.sources)}.`,
    ['| Field | In code | Type | Required | Personal |', '| --- | --- | --- | --- | --- |', ...rows].join('\n'),
    own.length > 0 ? 'Rules:' : 'No rule holds for it.',
    ...(own.length > 0
      ? [
          list(
            own.map(
              ({ id, title, says, slug, sources }) =>
                `**${markdown(id)}** ${markdown(title)}: ${markdown(says)} ([code](../../${ruleFile(slug)}), [test](../../${ruleTest(slug)}); sources: ${references(sources)})`,
            ),
          ),
        ]
      : []),
  ].join('\n\n');
}

function interfacesOf(component: ComponentModel, project: ProjectModel): string[] {
  const { composition } = project;
  const { kind } = component;
  switch (kind) {
    case 'interface':
      return [
        ...project.entities.map(
          ({ slug }) => `\`GET\`, \`POST /records/${slug}\`; \`GET\`, \`PUT\`, \`DELETE /records/${slug}/{id}\``,
        ),
        '`GET /approvals`, `POST /approvals/{id}/decisions`',
        '`GET /health`, and for their roles `GET /audit`, `/metrics`, `/dead-letters`, `POST /dead-letters/{id}/redrive`',
      ];
    case 'store':
      return [
        'A collection per entity: `get`, `list`, `insert`, `replace`, `remove`; writes name the version that they were made from',
      ];
    case 'queue':
      return ['`send`, `idle`, `deadLetters`, `redrive`, `stop`; five attempts with growing pauses, then dead letters'];
    case 'agent':
      return [
        '`propose(record)` gives an action, a confidence, reasons and evidence; it changes nothing',
        'Port `reason(question, signal)`: whatever thinks. Without one a person decides',
      ];
    case 'function':
      return [
        '`run(record, entity)` before agents and other systems get a record',
        '`handler(event)`: the same for messages of Amazon SQS on AWS Lambda',
      ];
    case 'connector': {
      const integrations = composition.connectors.find((one) => one.component === component)?.integrations ?? [];
      return integrations.map(
        ({ system, direction, pattern, slug }) =>
          `${markdown(system)}: ${direction === 'both' ? 'read and write' : direction}, ${pattern}; port \`transports['${slug}']\` in [src/connectors/${slug}.js](../../src/connectors/${slug}.js)`,
      );
    }
    case 'knowledge-base':
      return ['`add(passage)`, `search(query, limit)`: passages with their source, ranked by words'];
    case 'identity':
      return ['`issue(actor, lifetimeSeconds)`, `verify(token)`: signed bearer tokens with roles'];
    case 'approval':
      return ['`request`, `decide`, `open`, `withdraw`, `onDecided`; nobody decides on a record of their own'];
    case 'monitoring':
      return ['`add(name)`, `values()`; over HTTP `GET /metrics`'];
  }
}
