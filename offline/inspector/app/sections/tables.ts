import { dynamodb } from '../api.ts';
import { badge, button, choice, copyable, empty, facts, field, form, h, heading, link } from '../dom.ts';
import { type Item, itemToPlain, searchInput } from '../dynamo.ts';
import { bytes, count, shortName } from '../format.ts';
import { opens } from '../opened.ts';
import { href } from '../route.ts';
import { table } from '../table.ts';
import type { Index, KeySchema, TableDescription } from '../table-description.ts';
import type { Section, View } from '../view.ts';
import { editItem } from './item-editor.ts';

const describe = async (TableName: string) =>
  (await dynamodb<{ Table: TableDescription }>('DescribeTable', { TableName })).Table;

const indexesOf = ({ GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] }: TableDescription) => [
  ...GlobalSecondaryIndexes,
  ...LocalSecondaryIndexes,
];

export const tables: Section = {
  id: 'tables',
  title: 'Tables',
  render: (view) => (view.path[1] === undefined ? renderList(view) : renderTable(view, view.path[1])),
};

async function renderList(view: View): Promise<void> {
  const { TableNames } = await dynamodb<{ TableNames: string[] }>('ListTables');
  const described = await Promise.all(TableNames.map(describe));
  view.show(
    heading('Tables'),
    table(view, {
      name: 'tables',
      rows: described,
      sort: 'name',
      empty: 'The app has no table.',
      open: ({ TableName }) => href(['tables', TableName]),
      columns: [
        { key: 'name', title: 'Table', value: ({ TableName }) => shortName(TableName) },
        {
          key: 'physical',
          title: 'Physical name',
          minor: true,
          value: ({ TableName }) => TableName,
          cell: ({ TableName }) => copyable(TableName),
        },
        {
          key: 'items',
          title: 'Items',
          numeric: true,
          value: ({ ItemCount = 0 }) => ItemCount,
          cell: ({ ItemCount = 0 }) => count(ItemCount),
        },
        {
          key: 'size',
          title: 'Size',
          numeric: true,
          value: ({ TableSizeBytes = 0 }) => TableSizeBytes,
          cell: ({ TableSizeBytes = 0 }) => bytes(TableSizeBytes),
        },
        { key: 'indexes', title: 'Indexes', minor: true, numeric: true, value: (each) => indexesOf(each).length },
        {
          key: 'stream',
          title: 'Stream',
          minor: true,
          value: ({ StreamSpecification }) => (StreamSpecification?.StreamEnabled ? 'on' : 'off'),
          cell: ({ StreamSpecification }) =>
            StreamSpecification?.StreamEnabled ? badge('done', 'on') : badge('idle', 'off'),
        },
      ],
    }),
  );
}

const OPERATORS = ['=', '<', '<=', '>', '>=', 'begins_with'].map((each) => [each, each.replace('_', ' ')] as const);
const FILTERS = [
  ...OPERATORS,
  ['<>', '≠'],
  ['contains', 'contains'],
  ['exists', 'exists'],
  ['missing', 'is missing'],
] as const;
const PAGE = 50;

async function renderTable(view: View, name: string): Promise<void> {
  const description = await describe(name);
  const results = h('div', { 'aria-live': 'polite' });
  const indexes = indexesOf(description);
  const place = { view, description, results };
  const search = searchForm(place, indexes, () => void show(place));
  view.show(
    heading(
      shortName(name),
      [link('#/tables', 'Tables')],
      button(
        'Add item',
        opens(view, 'dialog', 'add', () => editItem({ description, again: () => show(place) })),
        { icon: 'add', kind: 'primary' },
      ),
    ),
    facts([
      ['Name', copyable(name)],
      ['Keys', h('code', {}, description.KeySchema.map(({ AttributeName }) => AttributeName).join(' + '))],
      ['Size', `${count(description.ItemCount ?? 0)} items, ${bytes(description.TableSizeBytes ?? 0)}`],
    ]),
    search,
    results,
  );
  await show(place);
}

type Place = { view: View; description: TableDescription; results: HTMLElement };

function searchForm({ view, description }: Place, indexes: readonly Index[], run: () => void): HTMLElement {
  const { query } = view;
  const schema = indexes.find(({ IndexName }) => IndexName === query.index)?.KeySchema ?? description.KeySchema;
  const partition = keyName(schema, 'HASH') ?? '';
  const range = keyName(schema, 'RANGE');
  const text = (value = '') =>
    h('input', { type: 'text', class: 'code', value, autocomplete: 'off', spellcheck: 'false' });
  const index = choice(
    [['', 'Table'], ...indexes.map(({ IndexName }) => [IndexName, IndexName] as const)],
    query.index ?? '',
    (value) => {
      view.keep({ index: value, pk: '', sk: '' });
      const fresh = searchForm({ view, description, results: element }, indexes, run);
      element.replaceWith(fresh);
      fresh.querySelector('select')?.focus();
      run();
    },
  );
  const pk = text(query.pk);
  const skOperator = choice(OPERATORS, query.sko ?? '=');
  const sk = text(query.sk);
  const attribute = text(query.fa);
  const operator = choice(FILTERS, query.fo ?? '=');
  const value = text(query.fv);
  skOperator.setAttribute('aria-label', `How ${range ?? ''} compares`);
  operator.setAttribute('aria-label', 'How the attribute compares');
  const element: HTMLFormElement = form(
    [
      h(
        'div',
        { class: 'row-of-fields' },
        field('Search in', index),
        field(`${partition} is`, pk, 'Empty: all items are scanned.'),
        range !== undefined && field(`${range} compares`, skOperator),
        range !== undefined && field(range, sk),
      ),
      h(
        'div',
        { class: 'row-of-fields' },
        field('Only where attribute', attribute),
        field('compares', operator),
        field('to value', value, 'A number, true, null or text; "1" is a text.'),
      ),
      h(
        'div',
        { class: 'buttons' },
        button('Search', undefined, { icon: 'search', submit: true, kind: 'primary' }),
        button('Clear', () => {
          for (const input of [pk, sk, attribute, value]) input.value = '';
          element.requestSubmit();
        }),
      ),
    ],
    () => {
      view.keep({
        pk: pk.value,
        sk: sk.value,
        sko: skOperator.value === '=' ? '' : skOperator.value,
        fa: attribute.value,
        fo: operator.value === '=' ? '' : operator.value,
        fv: value.value,
      });
      run();
      return Promise.resolve();
    },
  );
  element.classList.add('card');
  element.setAttribute('role', 'search');
  return element;
}

const keyName = (schema: KeySchema, type: 'HASH' | 'RANGE') =>
  schema.find(({ KeyType }) => KeyType === type)?.AttributeName;

function inputOf({ view, description }: Place): Record<string, unknown> {
  const { index, pk, sk, sko = '=', fa, fo = '=', fv = '' } = view.query;
  const schema =
    indexesOf(description).find(({ IndexName }) => IndexName === index)?.KeySchema ?? description.KeySchema;
  const typeOf = (name: string) =>
    description.AttributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType ?? 'S';
  const [partition, range] = [keyName(schema, 'HASH'), keyName(schema, 'RANGE')];
  return searchInput({
    ...(index && { index }),
    ...(partition && pk && { partition: { name: partition, type: typeOf(partition), value: pk } }),
    ...(range && sk && { sort: { name: range, type: typeOf(range), operator: sko, value: sk } }),
    ...(fa && { filter: { name: fa, operator: fo, value: fv } }),
  });
}

type Row = { item: Item; plain: Record<string, unknown> };
type Page = { Items: Item[]; ScannedCount: number; LastEvaluatedKey?: Item };

async function show(place: Place, before: readonly Item[] = [], start?: Item): Promise<void> {
  const { view, description, results } = place;
  const input = inputOf(place);
  const operation = input.KeyConditionExpression === undefined ? 'Scan' : 'Query';
  const page = await dynamodb<Page>(operation, {
    ...{ TableName: description.TableName, Limit: PAGE, ...input },
    ...(start && { ExclusiveStartKey: start }),
  });
  const items = [...before, ...page.Items];
  const rest = page.LastEvaluatedKey;
  const keys = description.KeySchema.map(({ AttributeName }) => AttributeName);
  const others = [...new Set(items.flatMap((item) => Object.keys(item)))].filter((name) => !keys.includes(name));
  const readable = ['name', 'title', 'status', 'content', 'type', 'updatedAt'].filter((name) => others.includes(name));
  const columns = [...keys, ...new Set([...readable, ...others])].slice(0, 6);
  const found = table(view, {
    name: 'items',
    rows: items.map((item) => ({ item, plain: itemToPlain(item) })),
    empty: rest ? 'Nothing on this page of the table; load more.' : 'No item matches.',
    open: ({ item, plain }) =>
      opens(view, 'item', JSON.stringify(keys.map((name) => plain[name])), () =>
        editItem({ description, item, again: () => show(place) }),
      ),
    controls: h(
      'span',
      { class: 'faint' },
      `${operation === 'Scan' ? 'Scanned' : 'Queried'} ${count(page.ScannedCount)}`,
    ),
    columns: columns.map((name, index) => ({
      key: name,
      title: name,
      minor: index > 2,
      value: ({ plain }: Row) => cellOf(plain[name]),
      cell: ({ plain }: Row) => h('code', {}, shortened(cellOf(plain[name]))),
    })),
  });
  results.replaceChildren(
    found,
    rest
      ? h(
          'div',
          { class: 'buttons' },
          button('Load more', () => show(place, items, rest)),
        )
      : empty(''),
  );
  if (!rest) results.lastElementChild?.remove();
}

const cellOf = (value: unknown): string | number | undefined =>
  typeof value === 'string' || typeof value === 'number' || value === undefined ? value : JSON.stringify(value);

const shortened = (value: string | number | undefined): string => {
  const text = String(value ?? '–');
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};
