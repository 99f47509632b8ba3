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
import { mapOf } from '../map.ts';
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

const [WIDE, HIGH, GAP, TOP] = [232, 28, 284, 36];

/** The map: every box is a link, and the lines of the one in focus stand out. */
function picture(graph: Graph): HTMLElement {
  const { nodes, links } = mapOf(graph);
  const at = new Map(nodes.map((node) => [node.id, { x: node.column * GAP + 1, y: node.row * 36 + TOP }]));
  const lines = links.map((each) => {
    const [a, b] = [at.get(each.from) ?? { x: 0, y: 0 }, at.get(each.to) ?? { x: 0, y: 0 }];
    const [y1, y2] = [a.y + HIGH / 2, b.y + HIGH / 2];
    const isForth = b.x > a.x;
    const [x1, x2] = [isForth ? a.x + WIDE : a.x, isForth ? b.x : b.x === a.x ? b.x : b.x + WIDE];
    const bend = isForth ? 44 : -44;
    return {
      each,
      line: svg('path', {
        class: 'edge',
        d: `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - (b.x === a.x ? -bend : bend)} ${y2} ${x2} ${y2}`,
      }),
    };
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
    const { x, y } = at.get(node.id) ?? { x: 0, y: 0 };
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
  const [width, height] = [3 * GAP + WIDE + 2, rows * 36 + TOP];
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
