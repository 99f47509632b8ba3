import { type Edge, type Graph, isOfFramework, kindOf, type Node } from './kinds.ts';

export type Link = { from: string; to: string };
export type Map2d = { nodes: (Node & { column: number; row: number })[]; links: Link[] };

/**
 * What people design with and how it hangs together, without the plumbing: a role's policies count for the function that
 * has the role, a mapping is an arrow from its source to its function, a data source one from the API to its table.
 */
export function mapOf({ nodes, edges }: Graph): Map2d {
  const main = nodes.filter((node) => kindOf(node.type).isMain && !isOfFramework(node));
  const isMain = new Set(main.map(({ id }) => id));
  const typeOf = new Map(nodes.map(({ id, type }) => [id, type]));
  const from = Map.groupBy(edges, (edge) => edge.from);
  const to = Map.groupBy(edges, (edge) => edge.to);
  const links = new Map<string, Link>();
  const add = (left: string | undefined, right: string | undefined) => {
    if (left === undefined || right === undefined || left === right || !isMain.has(left) || !isMain.has(right)) return;
    if (!links.has(`${right} ${left}`)) links.set(`${left} ${right}`, { from: left, to: right });
  };
  const rights = (role: string) =>
    (to.get(role) ?? [])
      .filter((edge) => typeOf.get(edge.from) === 'AWS::IAM::Policy')
      .flatMap((edge) => from.get(edge.from) ?? []);

  for (const edge of edges) {
    const type = typeOf.get(edge.from);
    if (type === 'AWS::Events::Rule' && edge.property === 'EventBusName') add(edge.to, edge.from);
    else if (isMain.has(edge.to)) add(edge.from, edge.to);
    else if (typeOf.get(edge.to) === 'AWS::IAM::Role' && isMain.has(edge.from))
      for (const right of rights(edge.to)) add(edge.from, right.to);
  }
  for (const { id, type } of nodes) {
    const own = from.get(id) ?? [];
    const target = (matches: (edge: Edge) => boolean) => own.find(matches)?.to;
    if (type === 'AWS::Lambda::EventSourceMapping') {
      add(
        target(({ property }) => property === 'EventSourceArn'),
        target(({ property }) => property === 'FunctionName'),
      );
    }
    if (type === 'AWS::AppSync::DataSource') {
      const api = target(({ property }) => property === 'ApiId');
      for (const edge of own) if (edge.to !== api) add(api, edge.to);
    }
  }
  return { nodes: placed(main, [...links.values()]), links: [...links.values()] };
}

/** Of the drawn map, in pixels: a box, and how far the columns and rows are apart. */
export const LAYOUT = { wide: 232, high: 28, column: 284, row: 36, top: 36 } as const;
type Place = { readonly column: number; readonly row: number };
export type Point = { readonly x: number; readonly y: number };

export const cornerOf = ({ column, row }: Place): Point => ({
  x: column * LAYOUT.column + 1,
  y: row * LAYOUT.row + LAYOUT.top,
});

/**
 * Where the line between two boxes of different columns goes: from side to side, and past the boxes of the columns between
 * in the space over or under them. `rows`: how many boxes each column has.
 */
export function wayOf(from: Place, to: Place, rows: readonly number[]): Point[] {
  const { wide, high, row, top } = LAYOUT;
  const isForth = to.column > from.column;
  const [a, b] = [cornerOf(from), cornerOf(to)];
  const start = { x: isForth ? a.x + wide : a.x, y: a.y + high / 2 };
  const end = { x: isForth ? b.x : b.x + wide, y: b.y + high / 2 };
  const distance = Math.abs(to.column - from.column);
  const past = Array.from({ length: distance - 1 }, (_, index) => {
    const column = from.column + (isForth ? index + 1 : -index - 1);
    const wanted = start.y + ((end.y - start.y) * (index + 1)) / distance;
    const space = (number: number) => top + number * row - (row - high) / 2;
    const last = rows[column] ?? 0;
    const y = wanted > space(last) ? wanted : space(Math.max(0, Math.min(last, Math.round((wanted - space(0)) / row))));
    const { x } = cornerOf({ column, row: 0 });
    const sides = [
      { x, y },
      { x: x + wide, y },
    ];
    return isForth ? sides : sides.toReversed();
  });
  return [start, ...past.flat(), end];
}

/** Columns by kind; within a column near to what they hang together with, so that fewer lines cross. */
function placed(main: readonly Node[], links: readonly Link[]): Map2d['nodes'] {
  const rows = new Map<string, number>();
  const neighbours = (id: string) =>
    links.flatMap((link) => (link.from === id ? [link.to] : link.to === id ? [link.from] : []));
  const columns = [0, 1, 2, 3].map((column) => main.filter(({ type }) => kindOf(type).column === column));
  const place = (column: readonly Node[]) => column.forEach(({ id }, row) => rows.set(id, row));
  columns.forEach(place);
  for (let round = 0; round < 4; round += 1) {
    for (const column of columns) {
      const mean = (id: string) => {
        const near = neighbours(id).map((each) => rows.get(each) ?? 0);
        return near.length === 0 ? Number.POSITIVE_INFINITY : near.reduce((sum, row) => sum + row, 0) / near.length;
      };
      const weights = new Map(column.map(({ id }) => [id, mean(id)]));
      column.sort((left, right) => compare(weights.get(left.id), weights.get(right.id)));
      place(column);
    }
  }
  return columns.flatMap((column, index) => column.map((node, row) => ({ ...node, column: index, row })));
}

const compare = (left = 0, right = 0): number => (left === right ? 0 : left - right);
