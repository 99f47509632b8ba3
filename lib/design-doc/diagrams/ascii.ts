import type { EntityPicture, Graph, Picture, Sequence, StateChart } from './picture.ts';

const clean = (text: string, most: number) => {
  const flat = Array.from(
    text
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim(),
  );
  return flat.length > most ? `${flat.slice(0, most - 1).join('')}~` : flat.join('');
};
const length = (text: string) => Array.from(text).length;
const pad = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - length(text)));

/** A box with a title in its upper edge. */
function box(title: string, lines: readonly string[], width: number): string[] {
  const head = `+- ${title} `;
  return [
    `${head}${'-'.repeat(Math.max(1, width - length(head) - 1))}+`,
    ...lines.map((line) => `| ${pad(line, width - 4)} |`),
    `+${'-'.repeat(width - 2)}+`,
  ];
}

const boxWidth = (titles: readonly string[], lines: readonly string[]) =>
  Math.max(...titles.map((title) => length(title) + 6), ...lines.map((line) => length(line) + 4), 30);

function graph({ groups, nodes, edges }: Graph): string[] {
  const marks = { box: '[ ]', store: '(=)', queue: '[>]', actor: '(o)' } as const;
  const shown = groups
    .map((group) => ({
      title: clean(group, 60),
      lines: nodes
        .filter((node) => node.group === group)
        .map((node) => `${marks[node.shape]} ${clean(node.label, 60)}`),
    }))
    .filter(({ lines }) => lines.length > 0);
  const width = boxWidth(
    shown.map(({ title }) => title),
    shown.flatMap(({ lines }) => lines),
  );
  const nameOf = new Map(nodes.map(({ id, label }) => [id, clean(label, 60)]));
  return [
    ...shown.flatMap(({ title, lines }, index) => [
      ...(index === 0 ? [] : [`${' '.repeat(6)}|`, `${' '.repeat(6)}v`]),
      ...box(title, lines, width),
    ]),
    '',
    'Connections (--> waits, ..> does not wait):',
    ...edges.map(
      ({ from, to, label, isAsync }) =>
        `  ${nameOf.get(from) ?? from} ${isAsync ? '..' : '--'}${label === '' ? '' : ` ${clean(label, 50)} ${isAsync ? '..' : '--'}`}> ${nameOf.get(to) ?? to}`,
    ),
  ];
}

function sequence({ participants, steps }: Sequence): string[] {
  const heads = participants.map(({ label }) => clean(label, 24));
  const position = new Map(participants.map(({ id }, index) => [id, index]));
  const widths = heads.map((head) => length(head) + 4);
  const spans = steps.map((step) => {
    const from = position.get(step.kind === 'note' ? step.over : step.from) ?? 0;
    const to = step.kind === 'note' ? from : (position.get(step.to) ?? 0);
    return { step, from, to, text: clean(step.label, 44) };
  });
  // A label fits between its two lifelines; the column before the right one is widened for it.
  for (const { step, from, to, text } of spans) {
    const [left, right] = from < to ? [from, to] : [to, from];
    const room = widths.slice(left, Math.max(right, left + 1)).reduce((sum, width) => sum + width, 0);
    const needed = length(text) + 6;
    if (step.kind !== 'note' && left !== right && room < needed) widths[left] = (widths[left] ?? 0) + needed - room;
  }
  const starts = widths.map((_, index) => widths.slice(0, index).reduce((sum, width) => sum + width, 0) + 4);
  const total = widths.reduce((sum, width) => sum + width, 0) + 8;
  const lifelines = () => {
    const row = Array.from({ length: total }, () => ' ');
    for (const start of starts) row[start] = '|';
    return row;
  };
  const write = (row: string[], at: number, text: string) => {
    Array.from(text).forEach((character, index) => {
      row[at + index] = character;
    });
  };
  const top = Array.from({ length: total }, () => ' ');
  heads.forEach((head, index) => {
    write(top, Math.max(0, (starts[index] ?? 0) - 2), head);
  });
  const rows = spans.flatMap(({ step, from, to, text }) => {
    const row = lifelines();
    const [start, end] = [starts[from] ?? 0, starts[to] ?? 0];
    if (step.kind === 'note' || from === to) {
      write(row, start + 2, `(${text})`);
      return [row];
    }
    const [left, right] = start < end ? [start, end] : [end, start];
    const stroke = step.kind === 'reply' || step.isAsync ? '.' : '-';
    for (let at = left + 1; at < right; at += 1) row[at] = stroke;
    if (start < end) row[right - 1] = '>';
    else row[left + 1] = '<';
    const above = lifelines();
    write(above, left + 2, text);
    return [above, row];
  });
  return [top, lifelines(), ...rows, lifelines()].map((row) => row.join('').trimEnd());
}

function stateChart({ states, start, ends, transitions }: StateChart): string[] {
  const nameOf = new Map(states.map(({ id, label }) => [id, `[${clean(label, 60)}]`]));
  const of = (id: string) => nameOf.get(id) ?? `[${clean(id, 60)}]`;
  return [
    ...(start === null ? [] : [`(start) --> ${of(start)}`]),
    ...transitions.map(
      ({ from, to, label }) => `${of(from)} --${label === '' ? '' : ` ${clean(label, 50)} --`}> ${of(to)}`,
    ),
    ...ends.map((id) => `${of(id)} --> (end)`),
  ];
}

function entityChart({ entities, relations }: EntityPicture): string[] {
  const shown = entities.map(({ id, label, attributes }) => ({
    id,
    title: clean(label, 60),
    lines: attributes.map(
      ({ name, type, role }) => `${clean(name, 50)} : ${clean(type, 20)}${role === '' ? '' : `  ${clean(role, 60)}`}`,
    ),
  }));
  const width = boxWidth(
    shown.map(({ title }) => title),
    shown.flatMap(({ lines }) => lines),
  );
  const nameOf = new Map(shown.map(({ id, title }) => [id, title]));
  return [
    ...shown.flatMap(({ title, lines }) => [...box(title, lines, width), '']),
    ...relations.map(
      ({ from, to, label }) => `${nameOf.get(from) ?? from} --${clean(label, 50)}--< ${nameOf.get(to) ?? to}`,
    ),
  ];
}

/** A picture in plain characters, for where nothing renders. */
export function toAscii(picture: Picture): string {
  const lines = (() => {
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
  })();
  return lines.join('\n').trimEnd();
}
