import type { EntityPicture, Graph, Picture, PictureNode, Sequence, StateChart } from './picture.ts';
import { label, names } from './picture.ts';

const quoted = (text: string) => `"${label(text)}"`;

const shapes: Readonly<Record<PictureNode['shape'], readonly [string, string]>> = {
  box: ['[', ']'],
  store: ['[(', ')]'],
  queue: ['[[', ']]'],
  actor: ['([', '])'],
};

function flowchart({ groups, nodes, edges }: Graph): string[] {
  const nameOf = names(
    nodes.map(({ id }) => id),
    'n',
  );
  const boxes = groups.flatMap((group, index) => {
    const inside = nodes.filter((node) => node.group === group);
    if (inside.length === 0) return [];
    const lines = inside.map(({ id, label: text, shape }) => {
      const [open, close] = shapes[shape];
      return `    ${nameOf(id)}${open}${quoted(text)}${close}`;
    });
    return [`  subgraph g${index + 1} [${quoted(group)}]`, ...lines, '  end'];
  });
  const arrows = edges.map(
    ({ from, to, label: text, isAsync }) =>
      `  ${nameOf(from)} ${isAsync ? '-.->' : '-->'}${text === '' ? '' : `|${quoted(text)}|`} ${nameOf(to)}`,
  );
  return ['flowchart LR', ...boxes, ...arrows];
}

function sequence({ participants, steps }: Sequence): string[] {
  const nameOf = names(
    participants.map(({ id }) => id),
    'p',
  );
  const heads = participants.map(
    ({ id, label: text, isActor }) => `  ${isActor ? 'actor' : 'participant'} ${nameOf(id)} as ${label(text)}`,
  );
  const lines = steps.map((step) => {
    if (step.kind === 'note') return `  Note over ${nameOf(step.over)}: ${label(step.label)}`;
    const arrow = step.kind === 'reply' ? '-->>' : step.isAsync ? '-)' : '->>';
    return `  ${nameOf(step.from)}${arrow}${nameOf(step.to)}: ${label(step.label)}`;
  });
  return ['sequenceDiagram', ...heads, ...lines];
}

function stateChart({ states, start, ends, transitions }: StateChart): string[] {
  const nameOf = names(
    states.map(({ id }) => id),
    's',
  );
  return [
    'stateDiagram-v2',
    ...states.map(({ id, label: text }) => `  state ${quoted(text)} as ${nameOf(id)}`),
    ...(start === null ? [] : [`  [*] --> ${nameOf(start)}`]),
    ...transitions.map(
      ({ from, to, label: text }) =>
        `  ${nameOf(from)} --> ${nameOf(to)}${text === '' ? '' : ` : ${label(text).replaceAll(':', '∶')}`}`,
    ),
    ...ends.map((id) => `  ${nameOf(id)} --> [*]`),
  ];
}

/** Attribute names are identifiers in Mermaid, and `pk` means something to it; what is lost stands in the comment. */
function identifier(text: string): string {
  const safe = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^[^A-Za-z]+/, 'a_')
    .slice(0, 60);
  return /^(?:pk|fk|uk)$/i.test(safe) ? `key_${safe}` : safe || 'a';
}

function entityChart({ entities, relations }: EntityPicture): string[] {
  const nameOf = names(
    entities.map(({ id }) => id),
    'E',
  );
  const boxes = entities.flatMap(({ id, label: text, attributes }) => [
    `  ${nameOf(id)}[${quoted(text)}] {`,
    ...attributes.map(({ name, type, role }) => {
      const safe = identifier(name);
      const comment = [safe === name ? '' : label(name), role === '' ? '' : label(role)]
        .filter((part) => part !== '')
        .join(', ');
      const key = /^(?:partition|sort) key$/.test(role) ? ' PK' : '';
      return `    ${identifier(type)} ${safe}${key}${comment === '' ? '' : ` "${comment}"`}`;
    }),
    '  }',
  ]);
  return [
    'erDiagram',
    ...boxes,
    ...relations.map(({ from, to, label: text }) => `  ${nameOf(from)} ||--o{ ${nameOf(to)} : ${quoted(text)}`),
  ];
}

/** A picture as Mermaid source. */
export function toMermaid(picture: Picture): string {
  switch (picture.kind) {
    case 'architecture':
      return flowchart(picture).join('\n');
    case 'sequence':
      return sequence(picture).join('\n');
    case 'state':
      return stateChart(picture).join('\n');
    case 'data-model':
      return entityChart(picture).join('\n');
  }
}
