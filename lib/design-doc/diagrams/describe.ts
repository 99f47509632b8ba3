import type { Picture } from './picture.ts';

const flat = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

function lines(picture: Picture): string[] {
  switch (picture.kind) {
    case 'architecture': {
      const nameOf = new Map(picture.nodes.map(({ id, label }) => [id, flat(label)]));
      return [
        ...picture.groups.flatMap((group) => {
          const inside = picture.nodes.filter((node) => node.group === group).map(({ label }) => flat(label));
          return inside.length === 0 ? [] : [`${flat(group)}: ${inside.join(', ')}.`];
        }),
        ...picture.edges.map(
          ({ from, to, label, isAsync }) =>
            `${nameOf.get(from) ?? from} ${label === '' ? 'uses' : flat(label)} ${nameOf.get(to) ?? to}${isAsync ? ', without waiting' : ''}.`,
        ),
      ];
    }
    case 'sequence': {
      const nameOf = new Map(picture.participants.map(({ id, label }) => [id, flat(label)]));
      const of = (id: string) => nameOf.get(id) ?? id;
      return picture.steps.map((step, index) => {
        const number = `${index + 1}.`;
        if (step.kind === 'note') return `${number} At ${of(step.over)}: ${flat(step.label)}.`;
        if (step.kind === 'reply') return `${number} ${of(step.from)} answers ${of(step.to)}: ${flat(step.label)}.`;
        return `${number} ${of(step.from)} to ${of(step.to)}: ${flat(step.label)}${step.isAsync ? ', without waiting' : ''}.`;
      });
    }
    case 'state': {
      const nameOf = new Map(picture.states.map(({ id, label }) => [id, flat(label)]));
      const of = (id: string) => nameOf.get(id) ?? id;
      return [
        ...(picture.start === null ? [] : [`Begins in ${of(picture.start)}.`]),
        ...picture.transitions.map(
          ({ from, to, label }) => `From ${of(from)} to ${of(to)}${label === '' ? '' : ` on ${flat(label)}`}.`,
        ),
        ...(picture.ends.length === 0 ? [] : [`Ends in ${picture.ends.map(of).join(', ')}.`]),
      ];
    }
    case 'data-model':
      return [
        ...picture.entities.map(({ label, attributes }) => {
          const of = attributes.map(
            ({ name, type, role }) => `${flat(name)} (${[type, role].filter(Boolean).join(', ')})`,
          );
          return `${flat(label)}: ${of.length === 0 ? 'no keys known' : of.join(', ')}.`;
        }),
        ...picture.relations.map(({ from, to, label }) => {
          const nameOf = (id: string) => flat(picture.entities.find((one) => one.id === id)?.label ?? id);
          return `${nameOf(from)} ${flat(label)} ${nameOf(to)}.`;
        }),
      ];
  }
}

/** A picture in sentences: for people who read or hear rather than see. */
export function describePicture(picture: Picture): string {
  return lines(picture).join('\n');
}
