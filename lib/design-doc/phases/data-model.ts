import type { Component, Store } from '#lib/scan/schema';
import { type Block, code, heading, list, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { cited, type DesignContext, needsInput, said, shows } from '../context.ts';
import { drawDiagram } from '../diagrams/draw-diagram.ts';
import { entityPicture } from '../diagrams/other-pictures.ts';
import { componentElement, patternElement, storeElement } from '../facts/element-facts.ts';
import { distinctPatterns } from '../facts/model-index.ts';
import { joined, limited, named, propertiesUnder, property, type SectionBody } from './section-body.ts';

const types = { S: 'String', N: 'Number', B: 'Binary' } as const;

/** Local indexes stand under their own property; what the source keeps elsewhere is taken for global. */
export function isLocalIndex(context: DesignContext, store: Store, index: string): boolean {
  const component = context.index.componentOf(store);
  return (
    component !== undefined &&
    propertiesUnder(component, 'LocalSecondaryIndexes').some(
      ({ name, value }) => name.endsWith('IndexName') && value === index,
    )
  );
}

/** Prefixes of keys in conditions and keys of the code, such as ORDER#: what kinds of items share the table. */
function entityPatterns(store: Store): { prefix: string; element: string }[] {
  const found = distinctPatterns(store).flatMap((pattern) =>
    [...(pattern.keyCondition ?? '').matchAll(/['"`]?([A-Z][A-Z0-9_]*)#/g)].map(([, prefix = '']) => ({
      prefix,
      element: patternElement(store.id, pattern),
    })),
  );
  return [...new Map(found.map((one) => [one.prefix, one])).values()];
}

function keyRows(context: DesignContext, store: Store): Phrase[][] {
  const all = cited(context, 'data-model', context.index.elementOfStore(store), 'keys');
  const mark = all?.at(-1);
  return store.keys.map(({ name, role, type }): Phrase[] => [
    [mono(name), ...(mark ? [mark] : [])],
    [role === 'HASH' ? 'partition key' : 'sort key'],
    [types[type]],
  ]);
}

function tableBlocks(context: DesignContext, store: Store): Block[] {
  const section = 'data-model';
  const component = context.index.componentOf(store);
  const facts = component ? settings(context, component) : [];
  const indexes = store.indexes.map((index): Phrase[] => {
    const keys = cited(context, section, context.index.elementOfStore(store), `index ${index.name}`);
    const users = distinctPatterns(store).filter((pattern) => pattern.index === index.name);
    return [
      [mono(index.name)],
      [isLocalIndex(context, store, index.name) ? 'local (LSI)' : 'global (GSI)'],
      keys ?? ['not stated'],
      users.length > 0
        ? [[...new Set(users.map(({ by, operation }) => `${operation} by ${by ?? 'code of no component'}`))].join('; ')]
        : ['no access in the code that was read'],
    ];
  });
  const entities = entityPatterns(store);
  return [
    heading(3, ...named(context, section, component ?? store.id)),
    ...(facts.length > 0 ? [list(facts)] : []),
    store.keys.length > 0
      ? table(['Attribute', 'Role', 'Type'], keyRows(context, store))
      : note('warning', 'The source does not show the keys of this table.'),
    ...(indexes.length > 0 && shows(context, section, 'standard')
      ? [paragraph('Secondary indexes:'), table(['Index', 'Kind', 'Keys', 'Used for'], indexes)]
      : []),
    ...(entities.length > 0 && shows(context, section, 'standard')
      ? [
          paragraph('Kinds of items, by the prefixes of keys in the code (rule key-prefix-is-entity):'),
          list(
            entities.map(({ prefix, element }): Phrase => {
              const found = context.claims.cite(section, element, 'exists');
              return [mono(`${prefix}#…`), ...(found ? [found.mark] : [])];
            }),
          ),
        ]
      : []),
  ];
}

function settings(context: DesignContext, component: Component): Phrase[] {
  const names = [
    ['Billing', 'BillingMode', ''],
    ['Reads', 'ProvisionedThroughput.ReadCapacityUnits', ' RCU'],
    ['Writes', 'ProvisionedThroughput.WriteCapacityUnits', ' WCU'],
    ['Stream', 'StreamSpecification.StreamViewType', ''],
    ['Time to live', 'TimeToLiveSpecification.AttributeName', ''],
    ['Point-in-time recovery', 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', ''],
    ['Deletion protection', 'DeletionProtectionEnabled', ''],
  ] as const;
  return names.flatMap(([title, name, unit]): Phrase[] => {
    const value = property(context, 'data-model', component, name, unit);
    return value ? [[`${title}: `, ...value]] : [];
  });
}

export function buildDataModel(context: DesignContext): SectionBody {
  const { stores } = context.index.model;
  const others = context.index.ofKind('bucket', 'database', 'cache');
  const diagram =
    stores.length > 0 ? drawDiagram('data-model', 'data-model', 'Data model', entityPicture(context.index)) : null;
  const { shown, rest } = limited(stores, shows(context, 'data-model', 'standard') ? 60 : 12);
  const entities = said(context, 'data-model', 'entities');
  return {
    blocks: [
      ...(diagram ? [{ kind: 'diagram', id: diagram.id } as const] : []),
      ...(entities ? [paragraph('Stated: ', ...entities)] : []),
      ...shown.flatMap((store) => tableBlocks(context, store)),
      ...(rest > 0 ? [paragraph(`and ${rest} more tables.`)] : []),
      ...(others.length > 0
        ? [
            heading(3, 'Other stores'),
            list(
              others
                .slice(0, 30)
                .map(
                  ({ id, kind, type }): Phrase => [...named(context, 'data-model', id), `: ${kind} (`, mono(type), ')'],
                ),
            ),
          ]
        : []),
      ...(stores.length + others.length === 0
        ? [
            context.isProposed
              ? note('input', ...needsInput('entities'))
              : paragraph('The source has no store that the scan knows.'),
          ]
        : []),
    ],
    ...(diagram ? { diagrams: [diagram] } : {}),
  };
}

/** Each pattern with a key condition as the call that it is, for those who write the next one. */
function examples(context: DesignContext): Block[] {
  const calls = context.index.model.stores.flatMap((store) =>
    distinctPatterns(store)
      .filter(({ keyCondition }) => keyCondition !== null)
      .map(({ operation, index, keyCondition }) => {
        const isQuery = operation === 'Query';
        const condition = `${isQuery ? 'KeyConditionExpression' : 'Key or condition'}: ${JSON.stringify(keyCondition)}`;
        return [
          `// ${operation}`,
          `TableName: <name of ${store.id}>`,
          ...(index ? [`IndexName: ${JSON.stringify(index)}`] : []),
          condition,
        ].join('\n');
      }),
  );
  const different = [...new Set(calls)].slice(0, 20);
  return different.length === 0 ? [] : [heading(3, 'Calls'), code('text', different.join('\n\n'))];
}

export function buildAccessPatterns(context: DesignContext): SectionBody {
  const section = 'access-patterns';
  const stated = said(context, section, 'access-patterns');
  const stores = context.index.model.stores;
  let number = 0;
  const blocks = stores.flatMap((store): Block[] => {
    const patterns = limited(distinctPatterns(store), 100);
    if (patterns.shown.length === 0) return [];
    const rows = patterns.shown.map((pattern): Phrase[] => {
      number += 1;
      const found = context.claims.cite(section, patternElement(store.id, pattern), 'exists');
      return [
        [String(number)],
        [mono(pattern.operation), ...(found ? [found.mark] : [])],
        pattern.index ? [mono(pattern.index)] : ['table'],
        pattern.keyCondition
          ? [mono(pattern.keyCondition)]
          : [pattern.operation === 'Scan' ? 'none: reads every item' : 'not in the code that was read'],
        pattern.by ? [mono(pattern.by)] : ['code of no component'],
      ];
    });
    return [
      heading(3, mono(store.id), ...(context.index.isShared(store.id) ? [` in ${store.source.file}`] : [])),
      table(['No.', 'Operation', 'On', 'Key condition', 'By'], rows),
      ...(patterns.rest > 0 ? [paragraph(`and ${patterns.rest} more.`)] : []),
    ];
  });
  const queries = shows(context, section, 'comprehensive') ? examples(context) : [];
  const unused = stores.filter(({ accessPatterns }) => accessPatterns.length === 0);
  const quiet = stores.flatMap((store) =>
    store.indexes
      .filter(({ name }) => !store.accessPatterns.some(({ index }) => index === name))
      .map(({ name }) => `${name} of ${store.id}`),
  );
  return {
    blocks: [
      ...(stated ? [paragraph('Stated: ', ...stated)] : []),
      ...(blocks.length === 0
        ? [
            context.isProposed
              ? note('input', ...needsInput('access-patterns'))
              : paragraph('No access to a table was found in the code that was read.'),
          ]
        : blocks),
      ...queries,
      ...(unused.length > 0 && !context.isProposed
        ? [
            paragraph(
              'No access was found in the code to: ',
              ...joined(unused.map(({ id }): Phrase => [mono(id)])),
              '. What reaches them by an API’s own resolvers is in the API contracts.',
            ),
          ]
        : []),
      ...(quiet.length > 0 && !context.isProposed
        ? [
            note(
              'warning',
              `Indexes that no code read here uses, though they are paid for with every write: ${quiet.slice(0, 30).join(', ')}.`,
            ),
          ]
        : []),
    ],
  };
}

/** A stream's record around the item, as DynamoDB delivers it. */
function record(id: string, store: Store | undefined, shape: Record<string, unknown>): Block[] {
  const keys = Object.fromEntries((store?.keys ?? []).map(({ name, type }) => [name, { [type]: `<${name}>` }]));
  const body = {
    eventName: 'INSERT | MODIFY | REMOVE',
    eventSource: 'aws:dynamodb',
    dynamodb: { Keys: keys, NewImage: shape, OldImage: shape, SequenceNumber: '<number>' },
    eventSourceARN: `<stream of ${id}>`,
  };
  return [paragraph('One record of the stream:'), code('json', JSON.stringify(body, null, 2))];
}

export function buildStreamItems(context: DesignContext): SectionBody {
  const section = 'stream-items';
  const { index } = context;
  const streaming = index
    .ofKind('table')
    .filter(
      (one) =>
        property(context, section, one, 'StreamSpecification.StreamViewType') ||
        index.outgoing(one.id, 'triggers').length > 0,
    );
  const blocks = streaming.flatMap((component): Block[] => {
    const store = index.storeOf(component);
    const view = property(context, section, component, 'StreamSpecification.StreamViewType');
    const consumers = index.outgoing(component.id, 'triggers').map(({ to }) => named(context, section, to));
    const known = new Map(
      [...(store?.keys ?? []), ...(store?.indexes.flatMap(({ keys }) => keys) ?? [])].map((key) => [key.name, key]),
    );
    const shape = Object.fromEntries([...known.values()].map(({ name, type }) => [name, { [type]: `<${name}>` }]));
    return [
      heading(3, ...named(context, section, component)),
      list([
        ['View: ', ...(view ?? ['not stated'])],
        ['Consumers: ', ...(consumers.length > 0 ? joined(consumers) : ['none in the source'])],
      ]),
      paragraph(
        'Attributes that the source types, as an item carries them; others depend on what the code writes and are not typed in the source:',
      ),
      code('json', JSON.stringify(shape, null, 2)),
      ...(shows(context, section, 'comprehensive') ? record(component.id, store, shape) : []),
    ];
  });
  return { blocks: blocks.length > 0 ? blocks : [paragraph('No table has a stream: nobody consumes its items.')] };
}

export const ttlOf = (context: DesignContext, section: 'retention', component: Component) =>
  cited(context, section, componentElement(component.id), 'TimeToLiveSpecification.AttributeName', (value) => [
    'expires by ',
    mono(value),
  ]);
