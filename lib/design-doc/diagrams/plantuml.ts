import type { EntityPicture, Graph, Picture, PictureNode, Sequence, StateChart } from './picture.ts';
import { label, names } from './picture.ts';

const quoted = (text: string) => `"${label(text)}"`;
const element: Readonly<Record<PictureNode['shape'], string>> = {
  box: 'rectangle',
  store: 'database',
  queue: 'queue',
  actor: 'actor',
};

function graph({ groups, nodes, edges }: Graph): string[] {
  const nameOf = names(
    nodes.map(({ id }) => id),
    'n',
  );
  return [
    'left to right direction',
    ...groups.flatMap((group) => {
      const inside = nodes.filter((node) => node.group === group);
      if (inside.length === 0) return [];
      return [
        `package ${quoted(group)} {`,
        ...inside.map((node) => `  ${element[node.shape]} ${quoted(node.label)} as ${nameOf(node.id)}`),
        '}',
      ];
    }),
    ...edges.map(
      ({ from, to, label: text, isAsync }) =>
        `${nameOf(from)} ${isAsync ? '..>' : '-->'} ${nameOf(to)}${text === '' ? '' : ` : ${label(text)}`}`,
    ),
  ];
}

function sequence({ participants, steps }: Sequence): string[] {
  const nameOf = names(
    participants.map(({ id }) => id),
    'p',
  );
  return [
    ...participants.map(
      ({ id, label: text, isActor }) => `${isActor ? 'actor' : 'participant'} ${quoted(text)} as ${nameOf(id)}`,
    ),
    ...steps.map((step) => {
      if (step.kind === 'note') return `note over ${nameOf(step.over)} : ${label(step.label)}`;
      const arrow = step.kind === 'reply' ? '-->' : step.isAsync ? '->>' : '->';
      return `${nameOf(step.from)} ${arrow} ${nameOf(step.to)} : ${label(step.label)}`;
    }),
  ];
}

function stateChart({ states, start, ends, transitions }: StateChart): string[] {
  const nameOf = names(
    states.map(({ id }) => id),
    's',
  );
  return [
    ...states.map(({ id, label: text }) => `state ${quoted(text)} as ${nameOf(id)}`),
    ...(start === null ? [] : [`[*] --> ${nameOf(start)}`]),
    ...transitions.map(
      ({ from, to, label: text }) => `${nameOf(from)} --> ${nameOf(to)}${text === '' ? '' : ` : ${label(text)}`}`,
    ),
    ...ends.map((id) => `${nameOf(id)} --> [*]`),
  ];
}

function entityChart({ entities, relations }: EntityPicture): string[] {
  const nameOf = names(
    entities.map(({ id }) => id),
    'E',
  );
  return [
    ...entities.flatMap(({ id, label: text, attributes }) => [
      `entity ${quoted(text)} as ${nameOf(id)} {`,
      ...attributes.map(
        ({ name, type, role }) => `  {field} ${label(name)} : ${label(type)}${role === '' ? '' : ` (${label(role)})`}`,
      ),
      '}',
    ]),
    ...relations.map(({ from, to, label: text }) => `${nameOf(from)} ||--o{ ${nameOf(to)} : ${label(text)}`),
  ];
}

function body(picture: Picture): string[] {
  switch (picture.kind) {
    case 'architecture':
      return graph(picture);
    case 'sequence':
      return sequence(picture);
    case 'state':
      return stateChart(picture);
    case 'data-model':
      return entityChart(picture);
  }
}

/** A picture as PlantUML source: of PlantUML's own shapes alone, so that it draws without fetching anything. */
export function toPlantuml(title: string, picture: Picture): string {
  return ['@startuml', `title ${label(title)}`, ...body(picture), '@enduml'].join('\n');
}
