import type { ProjectModel } from '../project-types.ts';
import { markdown, mermaidLabel } from '../text/literals.ts';

/** `docs/architecture.md`: the components and their ties, the data, the way of a record, and the decisions. */
export function renderArchitecture(project: ProjectModel): string {
  const { components, design, gaps } = project;
  return `${[
    `# Architecture of ${markdown(project.name)}`,
    ...(design.useCase ? [markdown(design.useCase.title)] : []),
    '## Components',
    fence(renderComponents(project)),
    table(
      ['Component', 'Kind', 'Technology in the design', 'Rule', 'Sources'],
      components.map(({ name, slug, kind, technology, rule, sources }) => [
        `[${markdown(name)}](specs/${slug}.md)`,
        kind,
        markdown(technology),
        markdown(rule),
        sources.map(markdown).join(', '),
      ]),
    ),
    '## Data',
    fence(renderEntities(project)),
    '## The way of a record',
    fence(renderWay(project)),
    '## Decisions',
    ...(design.decisions.length === 0 ? ['The design names none.'] : []),
    ...design.decisions.map(({ title, choice, alternatives, rule, sources }) =>
      [
        `### ${markdown(title)}`,
        `${markdown(choice)} (rule ${markdown(rule)}; sources: ${sources.map(markdown).join(', ')})`,
        ...alternatives.map(({ name, why }) => `- Not ${markdown(name)}: ${markdown(why)}`),
      ].join('\n\n'),
    ),
    '## What is missing',
    gaps.length === 0
      ? 'Nothing that the design asks for.'
      : gaps.map(({ id, text }) => `- **${markdown(id)}**: ${markdown(text)}`).join('\n'),
  ].join('\n\n')}\n`;
}

function fence(diagram: readonly string[]): string {
  return ['```mermaid', ...diagram, '```'].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function renderComponents({ components, composition, integrations }: ProjectModel): string[] {
  const nodes = new Map(components.map(({ id }, index) => [id, `c${index + 1}`]));
  return [
    'flowchart LR',
    ...components.map(({ id, name, kind }) => {
      const label = mermaidLabel(`${name} (${kind})`);
      return `  ${nodes.get(id)}${kind === 'store' || kind === 'knowledge-base' ? `[(${label})]` : `[${label}]`}`;
    }),
    ...integrations.map(({ system }, index) => `  s${index + 1}([${mermaidLabel(system)}])`),
    ...components.flatMap(({ id, dependsOn }) =>
      dependsOn.flatMap((other) => (nodes.has(other) ? [`  ${nodes.get(id)} --> ${nodes.get(other)}`] : [])),
    ),
    ...integrations.flatMap(({ component, direction, pattern }, index) => {
      const node = nodes.get(component);
      if (node === undefined) return [];
      const arrow = direction === 'both' ? '<-->' : '-->';
      const [from, to] = direction === 'read' ? [`s${index + 1}`, node] : [node, `s${index + 1}`];
      return [`  ${from} ${arrow}|${pattern}| ${to}`];
    }),
    ...(composition.agents.length > 0
      ? [`  person([${mermaidLabel('Reviewer')}]) --> ${nodes.get(composition.agents[0]?.id ?? '')}`]
      : []),
  ];
}

function renderEntities({ entities }: ProjectModel): string[] {
  return [
    'classDiagram',
    ...entities.flatMap(({ pascal, fields }) => [
      `  class ${pascal} {`,
      ...fields.map(({ name, type, isRequired }) => `    ${type} ${name}${isRequired ? '' : ' optional'}`),
      '  }',
    ]),
  ];
}

function renderWay({ composition, rules }: ProjectModel): string[] {
  const has = (duty: string) => rules.some((rule) => rule.duty === duty);
  const before = [
    ...(has('rate-limit') ? ['Count the request'] : []),
    ...(has('residency') ? ['Check the region'] : []),
    'Check the fields',
    ...(has('check') ? ['Check the rules'] : []),
    'Store',
    ...(has('approval') ? ['Approval where a rule asks for it'] : []),
    ...composition.functions.map(({ name }) => name),
    ...composition.agents.map(({ name }) => `${name} proposes`),
    ...(composition.agents.length > 0 ? ['A reviewer decides'] : []),
    ...(composition.connectors.length + composition.loose.length > 0 ? ['Deliver to the connected systems'] : []),
    ...(has('retention') ? ['Delete when its time is over'] : []),
  ];
  return [
    'flowchart TD',
    ...before.map(
      (step, index) => `  w${index}[${mermaidLabel(step)}]${index + 1 < before.length ? ` --> w${index + 1}` : ''}`,
    ),
  ];
}
