import type { Component, Store } from '#lib/scan/schema';
import { type Block, heading, list, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { cited, type DesignContext, needsInput, said, shows } from '../context.ts';
import { drawDiagram } from '../diagrams/draw-diagram.ts';
import { entityPicture } from '../diagrams/other-pictures.ts';
import { componentElement, patternElement } from '../facts/element-facts.ts';
import { distinctPatterns } from '../facts/model-index.ts';
import { limited, named, propertiesUnder, property, type SectionBody } from './section-body.ts';

const types = { S: 'String', N: 'Number', B: 'Binary' } as const;

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

export const ttlOf = (context: DesignContext, section: 'retention', component: Component) =>
  cited(context, section, componentElement(component.id), 'TimeToLiveSpecification.AttributeName', (value) => [
    'expires by ',
    mono(value),
  ]);
