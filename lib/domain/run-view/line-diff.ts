export type DiffLine = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };

/** Beyond this many differing lines on either side a diff is not worked out line by line. */
const comparedLines = 2000;

/** What turns one text into another, line by line; a shortest such sequence. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const a = before.split('\n');
  const b = after.split('\n');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const same = (lines: readonly string[]) => lines.map((text): DiffLine => ({ kind: 'same', text }));
  return [
    ...same(a.slice(0, start)),
    ...middleDiff(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...same(end > 0 ? a.slice(-end) : []),
  ];
}

function middleDiff(a: readonly string[], b: readonly string[]): DiffLine[] {
  if (a.length === 0 || b.length === 0 || a.length > comparedLines || b.length > comparedLines) {
    return [
      ...a.map((text): DiffLine => ({ kind: 'removed', text })),
      ...b.map((text): DiffLine => ({ kind: 'added', text })),
    ];
  }
  return walkBack(a, b, traceEdits(a, b));
}

/** Myers' greedy algorithm: per number of edits, how far each diagonal reaches; the reach before each round is kept. */
function traceEdits(a: readonly string[], b: readonly string[]): Int32Array[] {
  const max = a.length + b.length;
  const reach = new Int32Array(2 * max + 2);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= max; edits += 1) {
    // Round n touches the diagonals -n to n only.
    trace.push(reach.slice(max - edits, max + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const below = reach[max + diagonal - 1] ?? 0;
      const above = reach[max + diagonal + 1] ?? 0;
      let x = diagonal === -edits || (diagonal !== edits && below < above) ? above : below + 1;
      let y = x - diagonal;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x += 1;
        y += 1;
      }
      reach[max + diagonal] = x;
      if (x >= a.length && y >= b.length) return trace;
    }
  }
  return trace;
}

function walkBack(a: readonly string[], b: readonly string[], trace: readonly Int32Array[]): DiffLine[] {
  const lines: DiffLine[] = [];
  let x = a.length;
  let y = b.length;
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reach = trace[edits] ?? new Int32Array();
    const at = (diagonal: number) => reach[edits + diagonal] ?? 0;
    const diagonal = x - y;
    const isDown = diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1));
    const previous = isDown ? diagonal + 1 : diagonal - 1;
    const fromX = edits === 0 ? 0 : at(previous);
    const fromY = edits === 0 ? 0 : fromX - previous;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      lines.push({ kind: 'same', text: a[x] ?? '' });
    }
    if (edits === 0) break;
    if (isDown) lines.push({ kind: 'added', text: b[fromY] ?? '' });
    else lines.push({ kind: 'removed', text: a[fromX] ?? '' });
    x = fromX;
    y = fromY;
  }
  return lines.reverse();
}

export type DiffHunk =
  | { readonly kind: 'lines'; readonly lines: readonly DiffLine[] }
  /** Lines alike on both sides, left out. */
  | { readonly kind: 'gap'; readonly count: number };

/** The changes with `context` lines around them; nothing at all where nothing differs. */
export function foldSame(lines: readonly DiffLine[], context = 3): DiffHunk[] {
  const shown = new Set<number>();
  lines.forEach(({ kind }, index) => {
    if (kind === 'same') return;
    for (let near = index - context; near <= index + context; near += 1) shown.add(near);
  });
  if (shown.size === 0) return [];
  const hunks: DiffHunk[] = [];
  let gap = 0;
  let open: DiffLine[] = [];
  lines.forEach((line, index) => {
    if (shown.has(index)) {
      if (gap > 0) hunks.push({ kind: 'gap', count: gap });
      gap = 0;
      open.push(line);
      return;
    }
    if (open.length > 0) hunks.push({ kind: 'lines', lines: open });
    open = [];
    gap += 1;
  });
  if (open.length > 0) hunks.push({ kind: 'lines', lines: open });
  if (gap > 0) hunks.push({ kind: 'gap', count: gap });
  return hunks;
}
