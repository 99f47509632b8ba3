import { append, button, type Child, h } from './dom.ts';
import { count } from './format.ts';
import { icon } from './icons.ts';
import { type Cell, filtered, sorted } from './rows.ts';
import type { View } from './view.ts';

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  /** What it sorts and filters by. */
  value(row: Row): Cell;
  /** What it shows; the value unless given. */
  cell?(row: Row): Child;
  readonly numeric?: boolean;
  /** Left out where the window is narrow. */
  readonly minor?: boolean;
};

export type TableParts<Row> = {
  /** What the rows are, e.g. `queues`. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Where a row leads: an address, or what to do. */
  open?(row: Row): string | (() => void);
  /** Tells the address apart where a page has several tables. */
  readonly scope?: string;
  readonly sort?: string;
  readonly empty: string;
  /** Further controls beside the filter. */
  readonly controls?: Child;
};

const MOST_SHOWN = 500;

/** A table that sorts by its heads and filters by words, both kept in the address. The first column opens a row. */
export function table<Row>(view: View, parts: TableParts<Row>): HTMLElement {
  const { name, columns, rows, scope = '' } = parts;
  const filter = h('input', {
    type: 'search',
    'aria-label': `Filter ${name}`,
    placeholder: `Filter ${name}`,
    value: view.query[`${scope}q`],
  });
  let sort = view.query[`${scope}sort`] ?? parts.sort ?? '';
  const told = h('span', { class: 'faint', role: 'status' });
  const body = h('tbody');
  const heads = columns.map((column) => ({
    column,
    head: h(
      'th',
      { scope: 'col', class: classOf(column) },
      button(column.title, () => sortBy(column.key)),
    ),
  }));

  function sortBy(key: string): void {
    sort = sort === key ? `-${key}` : key;
    view.keep({ [`${scope}sort`]: sort });
    show();
  }
  function show(): void {
    const value = (row: Row, key: string) => columns.find((column) => column.key === key)?.value(row);
    const found = filtered(rows, filter.value, (row) => columns.map((column) => column.value(row) ?? '').join(' '));
    const shown = (sort ? sorted(found, sort, value) : found).slice(0, MOST_SHOWN);
    for (const { column, head } of heads) {
      const way = sort === column.key ? 'ascending' : sort === `-${column.key}` ? 'descending' : 'none';
      head.setAttribute('aria-sort', way);
      head.querySelector('svg')?.remove();
      if (way !== 'none') head.firstElementChild?.append(icon(way === 'ascending' ? 'up' : 'down'));
    }
    body.replaceChildren(...shown.map(line));
    if (shown.length === 0) {
      body.append(
        h(
          'tr',
          {},
          h(
            'td',
            { colspan: columns.length, class: 'empty' },
            rows.length === 0 ? parts.empty : 'Nothing matches the filter.',
          ),
        ),
      );
    }
    const cut = found.length > MOST_SHOWN ? `, the first ${count(MOST_SHOWN)} shown` : '';
    told.textContent = `${found.length === rows.length ? '' : `${count(found.length)} of `}${count(rows.length)}${cut}`;
  }
  function line(row: Row): HTMLElement {
    const opens = parts.open?.(row);
    const cells = columns.map((column, index) => {
      const content = column.cell ? column.cell(row) : (column.value(row) ?? '–');
      if (index > 0 || opens === undefined) return h('td', { class: classOf(column) }, content);
      const opener =
        typeof opens === 'string'
          ? h('a', { href: opens, 'data-row': true }, content)
          : h('button', { type: 'button', class: 'row', 'data-row': true, onclick: opens }, content);
      return h('th', { scope: 'row', class: classOf(column) }, opener);
    });
    return h('tr', {}, cells);
  }

  filter.addEventListener('input', () => {
    view.keep({ [`${scope}q`]: filter.value });
    show();
  });
  show();
  const element = h('div', { class: 'list' });
  append(element, [
    h('div', { class: 'bar' }, filter, told, parts.controls),
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `Table of ${name}` },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            heads.map(({ head }) => head),
          ),
        ),
        body,
      ),
    ),
  ]);
  return element;
}

const classOf = ({ numeric, minor }: { numeric?: boolean; minor?: boolean }) =>
  [numeric && 'number', minor && 'minor'].filter(Boolean).join(' ') || false;
