import type { Design, DesignComponent } from './schema.ts';

const shapes: Readonly<Record<DesignComponent['kind'], readonly [open: string, close: string]>> = {
  interface: ['([', '])'],
  agent: ['{{', '}}'],
  function: ['[', ']'],
  store: ['[(', ')]'],
  queue: ['[[', ']]'],
  connector: ['[/', '/]'],
  'knowledge-base': ['[(', ')]'],
  identity: ['(', ')'],
  approval: ['{', '}'],
  monitoring: ['(', ')'],
};

/** Text in quotation marks, with everything that could end it or mean something as an entity of Mermaid. */
function label(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ').trim();
  return `"${oneLine.replace(/["#;<>`\\|{}[\]()&%]/g, (character) => `#${character.codePointAt(0)};`)}"`;
}

/** The components, what they depend on, and the systems they reach, as a Mermaid flowchart. */
export function renderMermaid({ components, integrations }: Pick<Design, 'components' | 'integrations'>): string {
  const nameOf = new Map(components.map(({ id }, index) => [id, `c${index + 1}`]));
  const nodes = components.map(({ id, name, kind }) => {
    const [open, close] = shapes[kind];
    return `  ${nameOf.get(id)}${open}${label(name)}${close}`;
  });
  const edges = components.flatMap(({ id, dependsOn }) =>
    dependsOn.flatMap((other) => (nameOf.has(other) ? [`  ${nameOf.get(id)} --> ${nameOf.get(other)}`] : [])),
  );
  const systems = integrations.flatMap(({ system, component, direction }, index) => {
    const connector = nameOf.get(component);
    const arrow = direction === 'both' ? '<-->' : '-->';
    const ends = direction === 'read' ? [`s${index + 1}`, connector] : [connector, `s${index + 1}`];
    return [`  s${index + 1}>${label(system)}]`, ...(connector ? [`  ${ends[0]} ${arrow} ${ends[1]}`] : [])];
  });
  return ['flowchart LR', ...nodes, ...edges, ...systems].join('\n');
}
