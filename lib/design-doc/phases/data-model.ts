import type { Component, Store } from '#lib/scan/schema';
import { type Block, heading, list, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { cited, type DesignContext, needsInput, said, shows } from '../context.ts';
import { drawDiagram } from '../diagrams/draw-diagram.ts';
import { entityPicture } from '../diagrams/other-pictures.ts';
import { componentElement, patternElement } from '../facts/element-facts.ts';
import { distinctPatterns } from '../facts/model-index.ts';
import { grouped, type SubjectRow } from './grouped.ts';
import { joined, limited, named, propertiesUnder, property, type SectionBody } from './section-body.ts';

const types = { S: 'String', N: 'Number', B: 'Binary' } as const;
const keyWords = { HASH: 'partition', RANGE: 'sort' } as const;

/** Local indexes stand under their own property; what the source keeps elsewhere is taken for global. */
function isLocalIndex(context: DesignContext, store: Store, index: string): boolean {
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

/** All tables in one: what shares keys, indexes and settings shares a row. */
function summaryBlocks(context: DesignContext, stores: readonly Store[]): Block[] {
  const section = 'data-model';
  const rows = stores.flatMap((store): SubjectRow[] => {
    const component = context.index.componentOf(store);
    if (!component) return [];
    const keys = cited(context, section, context.index.elementOfStore(store), 'keys', () => [
      store.keys.map(({ name, role, type }) => `${name} (${keyWords[role]}, ${types[type]})`).join(', '),
    ]);
    const indexes = store.indexes.map((index): Phrase => {
      const found = context.claims.cite(section, context.index.elementOfStore(store), `index ${index.name}`);
      const of = index.keys.map(({ name, role, type }) => `${name} (${keyWords[role]}, ${types[type]})`).join(', ');
      const kind = isLocalIndex(context, store, index.name) ? 'local' : 'global';
      return [mono(index.name), ` (${kind}): ${of || 'keys not stated'}`, ...(found ? [found.mark] : [])];
    });
    const facts = settings(context, component);
    return [
      {
        subject: component,
        cells: [
          store.keys.length > 0 && keys ? keys : ['not in the source'],
          indexes.length > 0 ? joined(indexes, '; ') : ['none'],
          facts.length > 0 ? joined(facts, '; ') : ['defaults'],
        ],
      },
    ];
  });
  const entities = stores.flatMap((store) =>
    entityPatterns(store).map(({ prefix, element }): Phrase => {
      const found = context.claims.cite(section, element, 'exists');
      return [mono(`${prefix}#…`), ' in ', mono(store.id), ...(found ? [found.mark] : [])];
    }),
  );
  const isWhole = shows(context, section, 'standard');
  return [
    ...(rows.length > 0
      ? [table(['Table', 'Keys', 'Secondary indexes', 'Settings'], grouped(context, section, rows))]
      : []),
    ...(entities.length > 0 && isWhole
      ? [
          paragraph(
            'Kinds of items, by the prefixes of keys in the code (rule key-prefix-is-entity): ',
            ...joined(entities),
            '.',
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
  const { shown, rest } = limited(stores, shows(context, 'data-model', 'standard') ? 100 : 30);
  const entities = said(context, 'data-model', 'entities');
  return {
    blocks: [
      ...(diagram ? [{ kind: 'diagram', id: diagram.id } as const] : []),
      ...(entities ? [paragraph('Stated: ', ...entities)] : []),
      ...(shows(context, 'data-model', 'comprehensive')
        ? shown.flatMap((store) => tableBlocks(context, store))
        : summaryBlocks(context, shown)),
      ...(rest > 0 ? [paragraph(`and ${rest} more tables.`)] : []),
      ...(others.length > 0
        ? [
            heading(3, 'Other stores'),
            paragraph(
              ...joined(
                others
                  .slice(0, 30)
                  .map((one): Phrase => [...named(context, 'data-model', one), ` (${one.kind}, `, mono(one.type), ')']),
              ),
              ...(others.length > 30 ? [` and ${others.length - 30} more`] : []),
              '.',
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

export const ttlOf = (context: DesignContext, section: 'retention', component: Component) =>
  cited(context, section, componentElement(component.id), 'TimeToLiveSpecification.AttributeName', (value) => [
    'expires by ',
    mono(value),
  ]);
