import { get } from '../api.ts';
import { append, badge, block, button, card, copyable, empty, facts, h, heading, link } from '../dom.ts';
import { count, shortName } from '../format.ts';
import { svg } from '../icons.ts';
import {
  addressOf,
  COLUMNS,
  type Edge,
  type Graph,
  isOfFramework,
  kindOf,
  type Node,
  resourceAddress,
} from '../kinds.ts';
import { cornerOf, LAYOUT, mapOf, type Point, wayOf } from '../map.ts';
import { filtered } from '../rows.ts';
import type { Section, View } from '../view.ts';

type Detail = Node & { path: string; attributes: unknown; properties: unknown; uses: Edge[]; usedBy: Edge[] };

export const resources: Section = {
  id: 'resources',
  title: 'Resources',
  render: (view) => (view.path[1] === undefined ? renderAll(view) : renderOne(view, view.path[1])),
};

async function renderAll(view: View): Promise<void> {
  const graph = await get<Graph>('graph');
  const isList = view.query.as === 'list';
  const as = (name: string, word: string) => {
    const it = button(word, () => {
      view.keep({ as: name });
      return renderAll(view);
    });
    it.setAttribute('aria-pressed', String(isList === (name === 'list')));
    return it;
  };
  view.show(
    heading('Resources', [], as('', 'Map'), as('list', 'By stack')),
    isList ? tree(view, graph) : picture(graph),
  );
}

const { wide: WIDE, high: HIGH, column: GAP, row: ROW, top: TOP } = LAYOUT;
const BEND = 44;

/** A curve between the sides of boxes, a straight line past those between. */
const lineOver = ([first, ...points]: readonly Point[]): string =>
  points.reduce(
    ({ d, at, isPast }, point) => {
      const bend = Math.sign(point.x - at.x) * Math.min(BEND, Math.abs(point.x - at.x));
      const curve = `C${at.x + bend} ${at.y} ${point.x - bend} ${point.y} ${point.x} ${point.y}`;
      return { d: `${d} ${isPast ? `H${point.x}` : curve}`, at: point, isPast: !isPast };
    },
    { d: `M${first?.x ?? 0} ${first?.y ?? 0}`, at: first ?? { x: 0, y: 0 }, isPast: false },
  ).d;

/** Between boxes of one column: around, on their left. */
const lineAside = (a: Point, b: Point): string => {
  const [y1, y2] = [a.y + HIGH / 2, b.y + HIGH / 2];
  return `M${a.x} ${y1} C${a.x - BEND} ${y1} ${b.x - BEND} ${y2} ${b.x} ${y2}`;
};

/** The map: every box is a link, and the lines of the one in focus stand out. */
function picture(graph: Graph): HTMLElement {
  const { nodes, links } = mapOf(graph);
  const at = new Map(nodes.map((node) => [node.id, node]));
  const rowsOf = COLUMNS.map((_, index) => nodes.filter(({ column }) => column === index).length);
  const lines = links.flatMap((each) => {
    const [a, b] = [at.get(each.from), at.get(each.to)];
    if (!a || !b) return [];
    const d = a.column === b.column ? lineAside(cornerOf(a), cornerOf(b)) : lineOver(wayOf(a, b, rowsOf));
    return [{ each, line: svg('path', { class: 'edge', d }) }];
  });
  const boxes = new Map<string, SVGElement>();
  const mark = (id: string | undefined) => {
    const near = new Set(id === undefined ? [] : [id]);
    for (const { each, line } of lines) {
      const isNear = id !== undefined && (each.from === id || each.to === id);
      line.classList.toggle('near', isNear);
      if (isNear) near.add(each.from).add(each.to);
    }
    for (const [key, box] of boxes) box.classList.toggle('near', near.has(key));
  };
  for (const node of nodes) {
    const { x, y } = cornerOf(node);
    const name = shortName(node.logicalId);
    const label = svg('text', { x: x + 10, y: y + 18 });
    label.textContent = name.length > 28 ? `${name.slice(0, 27)}…` : name;
    const title = svg('title', {});
    title.textContent = `${kindOf(node.type).word} ${node.logicalId}`;
    const box = svg(
      'a',
      { href: resourceAddress(node.id), 'data-row': '' },
      svg('rect', { x, y, width: WIDE, height: HIGH, rx: 6 }, title),
      label,
    );
    for (const event of ['focus', 'pointerenter']) box.addEventListener(event, () => mark(node.id));
    for (const event of ['blur', 'pointerleave']) box.addEventListener(event, () => mark(undefined));
    boxes.set(node.id, box);
  }
  const heads = COLUMNS.map((text, column) => {
    const head = svg('text', { x: column * GAP + 1, y: 16, class: 'kind' });
    head.textContent = text;
    return head;
  });
  const rows = Math.max(0, ...nodes.map(({ row }) => row)) + 1;
  const [width, height] = [3 * GAP + WIDE + 2, rows * ROW + TOP];
  const drawn = svg(
    'svg',
    { width, height, viewBox: `-46 0 ${width + 46} ${height}`, role: 'group', 'aria-label': 'Map of resources' },
    ...heads,
    ...lines.map(({ line }) => line),
    ...boxes.values(),
  );
  const box = h(
    'div',
    { class: 'card' },
    h('div', { class: 'map', tabindex: 0, role: 'region', 'aria-label': 'Map, scrolls sideways' }),
  );
  box.firstElementChild?.append(drawn);
  box.append(
    h(
      'small',
      {},
      `${count(nodes.length)} resources that the app is made of, of ${count(graph.nodes.length)} with roles, resolvers and other plumbing (By stack).`,
    ),
  );
  return box;
}

function tree(view: View, { nodes, edges }: Graph): HTMLElement {
  const names = new Map(nodes.map((node) => [node.id, node]));
  const uses = Map.groupBy(edges, ({ from }) => from);
  const filter = h('input', {
    type: 'search',
    'aria-label': 'Filter resources',
    placeholder: 'Filter resources',
    value: view.query.q,
  });
  const whole = h('input', { type: 'checkbox', checked: view.query.all === '1' });
  const list = h('ul', { class: 'tree' });
  const told = h('span', { class: 'faint', role: 'status' });
  const show = () => {
    view.keep({ q: filter.value, all: whole.checked ? '1' : '' });
    const wanted = whole.checked ? nodes : nodes.filter((node) => kindOf(node.type).isMain && !isOfFramework(node));
    const found = filtered(wanted, filter.value, ({ id, type, name }) => `${id} ${type} ${name}`);
    told.textContent = `${count(found.length)} of ${count(nodes.length)}`;
    const byStack = [...Map.groupBy(found, ({ stack }) => stack)].sort(([a], [b]) => (a < b ? -1 : 1));
    list.replaceChildren(...byStack.map(([stack, own]) => stackOf(stack, own)));
    if (found.length === 0) list.append(h('li', { class: 'empty' }, 'Nothing matches the filter.'));
  };
  const stackOf = (stack: string, own: readonly Node[]) =>
    h(
      'li',
      {},
      h(
        'details',
        { open: own.length <= 100 },
        h('summary', {}, stackName(stack), h('span', { class: 'faint' }, ` ${count(own.length)}`)),
        h('ul', {}, own.toSorted((a, b) => (a.type + a.logicalId < b.type + b.logicalId ? -1 : 1)).map(line)),
      ),
    );
  const line = (node: Node) => {
    const used = (uses.get(node.id) ?? [])
      .map(({ to }) => names.get(to))
      .filter((each) => each !== undefined && kindOf(each.type).isMain);
    const shown = used
      .slice(0, 6)
      .flatMap((each) => (each ? [link(resourceAddress(each.id), shortName(each.logicalId)), ' '] : []));
    return h(
      'li',
      {},
      h(
        'div',
        {},
        h('a', { href: resourceAddress(node.id), 'data-row': true }, shortName(node.logicalId)),
        h('span', { class: 'tag' }, kindOf(node.type).word),
        shown.length > 0 && h('small', {}, 'uses ', ...shown),
      ),
    );
  };
  filter.addEventListener('input', show);
  whole.addEventListener('change', show);
  show();
  return h(
    'div',
    { class: 'list' },
    h(
      'div',
      { class: 'bar' },
      filter,
      told,
      h('label', { class: 'check' }, whole, 'With roles, resolvers and other plumbing'),
    ),
    h('div', { class: 'card flat' }, list),
  );
}

const stackName = (stack: string): string => {
  const parts = stack.split('/');
  return parts.length === 1
    ? 'root stack'
    : parts
        .slice(1)
        .map((part) => part.replace(/NestedStack.*$/, '').replace(/[0-9A-F]{8}$/, ''))
        .join(' / ');
};

async function renderOne(view: View, id: string): Promise<void> {
  const [detail, { nodes }] = await Promise.all([get<Detail>('resource', { id }), get<Graph>('graph')]);
  const names = new Map(nodes.map((node) => [node.id, node]));
  const list = (edges: readonly Edge[], side: 'from' | 'to') => {
    const box = h('ul');
    append(
      box,
      edges.map((edge) => {
        const other = names.get(edge[side]);
        return (
          other &&
          h(
            'li',
            {},
            h('a', { href: resourceAddress(other.id), 'data-row': true }, shortName(other.logicalId)),
            ' ',
            h('span', { class: 'tag' }, kindOf(other.type).word),
            h('br'),
            h('small', {}, edge.property),
          )
        );
      }),
    );
    return edges.length > 0 ? box : empty('Nothing.');
  };
  const place = addressOf(detail);
  view.show(
    heading(
      shortName(detail.logicalId),
      [link('#/resources', 'Resources'), '/ ', stackName(detail.stack)],
      place.startsWith('#/resources')
        ? badge('idle', kindOf(detail.type).word)
        : link(place, `Open ${kindOf(detail.type).word.toLowerCase()}`),
    ),
    h(
      'div',
      { class: 'neighbours' },
      card(`Used by ${count(detail.usedBy.length)}`, list(detail.usedBy, 'from')),
      card(
        'Resource',
        facts([
          ['Type', h('code', {}, detail.type)],
          ['Logical id', copyable(detail.logicalId)],
          ['Physical name', copyable(detail.name)],
          ['Stack', detail.stack],
          ['Path', detail.path && h('code', {}, detail.path)],
        ]),
      ),
      card(`Uses ${count(detail.uses.length)}`, list(detail.uses, 'to')),
    ),
    card(
      'Properties',
      h('small', {}, 'As resolved; what its name calls a secret is masked.'),
      block(JSON.stringify(detail.properties, undefined, 2), 'Properties'),
    ),
    card('Attributes', block(JSON.stringify(detail.attributes, undefined, 2), 'Attributes')),
  );
}
