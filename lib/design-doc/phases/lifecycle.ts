import type { Component } from '#lib/scan/schema';
import { type Block, code, list, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said, shows } from '../context.ts';
import { patternElement } from '../facts/element-facts.ts';
import { isRead } from '../facts/flows.ts';
import { distinctPatterns } from '../facts/model-index.ts';
import { ttlOf } from './data-model.ts';
import { byValue, grouped } from './grouped.ts';
import { joined, limited, named, propertiesUnder, property, type SectionBody } from './section-body.ts';

export interface ConditionFacts {
  readonly conditions: readonly Phrase[];
  readonly transactions: readonly Phrase[];
  readonly idempotency: readonly Phrase[];
  readonly writes: number;
}

const condition = /attribute_(?:not_)?exists|\bversion\b|_version\b|if_not_exists/i;

/** What the source shows of guards against writing over each other, each with its claim. */
export function conditionFacts(context: DesignContext): ConditionFacts {
  const section = 'concurrency-control';
  const { index, claims } = context;
  const all = index.model.stores.flatMap((store) => distinctPatterns(store).map((pattern) => ({ store, pattern })));
  const writes = all.filter(({ pattern }) => !isRead(pattern.operation));
  const cite = ({ store, pattern }: (typeof all)[number]): Phrase => {
    const found = claims.cite(section, patternElement(store.id, pattern), 'exists');
    return [
      mono(pattern.operation),
      ' on ',
      mono(store.id),
      ' by ',
      mono(pattern.by ?? 'code of no component'),
      ...(pattern.keyCondition ? [': ', mono(pattern.keyCondition)] : []),
      ...(found ? [found.mark] : []),
    ];
  };
  return {
    conditions: writes.filter(({ pattern }) => condition.test(pattern.keyCondition ?? '')).map(cite),
    transactions: all.filter(({ pattern }) => pattern.operation.startsWith('Transact')).map(cite),
    idempotency: index.model.components
      .filter(({ id, kind, name }) => ['table', 'function', 'layer'].includes(kind) && /idempot/i.test(`${id} ${name}`))
      .map(({ id }) => named(context, section, id)),
    writes: writes.length,
  };
}

export function buildConcurrency(context: DesignContext): SectionBody {
  const stated = said(context, 'concurrency-control', 'concurrency');
  const { conditions, transactions, idempotency, writes } = conditionFacts(context);
  const group = (title: string, items: readonly Phrase[]): Block[] => {
    const { shown, rest } = limited(items, 40);
    return items.length === 0
      ? []
      : [paragraph(title), list(shown), ...(rest > 0 ? [paragraph(`and ${rest} more.`)] : [])];
  };
  const isGuarded = conditions.length > 0;
  const updates = context.index.model.stores.flatMap((store) =>
    distinctPatterns(store)
      .filter(({ operation }) => operation === 'UpdateItem' || operation === 'PutItem')
      .map((pattern) => ({ store, pattern })),
  );
  const first = updates[0];
  const snippet =
    first && shows(context, 'concurrency-control', 'comprehensive')
      ? [
          code(
            'javascript',
            `// ${first.pattern.operation} on ${first.store.id}, proposed guard\nUpdateExpression: 'SET #version = #version + :one, …',\nConditionExpression: '#version = :expected',`,
          ),
        ]
      : [];
  return {
    blocks: [
      ...(stated ? [paragraph('Stated: ', ...stated)] : []),
      ...group('Conditional writes:', conditions),
      ...group('Transactions:', transactions),
      ...group('Idempotency:', idempotency),
      ...(writes === 0
        ? [
            paragraph(
              context.index.model.stores.length === 0
                ? 'There is no table, so nothing can be written over.'
                : 'No write to a table was found in the code that was read.',
            ),
          ]
        : isGuarded
          ? []
          : [
              note(
                'proposal',
                `${writes} kinds of writes were found, none with a condition that the scan can see: the last writer wins. Give items a version attribute, write on the condition that it is unchanged, and answer 409 when it is not (rule unconditional-write).`,
              ),
              ...snippet,
              ...(stated ? [] : [note('input', ...needsInput('concurrency'))]),
            ]),
    ],
  };
}

const section = 'retention';

/** What keeps or deletes the content of each kind of store. */
const keeping: Partial<Record<Component['kind'], (context: DesignContext, component: Component) => Phrase>> = {
  table: (context, component) =>
    ttlOf(context, section, component) ?? ['kept until deleted: no time to live in the source'],
  bucket: (context, component) => {
    const rules = propertiesUnder(component, 'LifecycleConfiguration').filter(({ name }) =>
      /(?:ExpirationInDays|TransitionInDays|Status)$/.test(name),
    );
    const shown = rules.flatMap(({ name }) => {
      const value = property(context, section, component, name);
      return value ? [[`${name.split('.').at(-1) ?? name} `, ...value]] : [];
    });
    return shown.length > 0 ? joined(shown) : ['kept until deleted: no lifecycle rule in the source'];
  },
  'log-group': (context, component) =>
    property(context, section, component, 'RetentionInDays', ' days') ?? ['kept for ever: no retention in the source'],
  queue: (context, component) =>
    property(context, section, component, 'MessageRetentionPeriod', ' s') ?? ['4 days (default of SQS)'],
};

export function buildRetention(context: DesignContext): SectionBody {
  const { index } = context;
  const kept = index.ofKind('table', 'bucket', 'log-group', 'queue');
  const { shown, rest } = limited(kept, 300);
  const valuesOf = (components: readonly Component[], name: string) =>
    components.flatMap((one): [Component, Phrase][] => {
      const value = property(context, 'retention', one, name);
      return value ? [[one, value]] : [];
    });
  const recovery = valuesOf(index.ofKind('table'), 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled');
  const deleting = valuesOf(index.model.components, 'DeletionPolicy');
  return {
    blocks: [
      paragraph('Required: ', ...(said(context, 'retention', 'retention') ?? needsInput('retention'))),
      ...(shown.length > 0
        ? [
            table(
              ['Store', 'Kind', 'Kept'],
              grouped(
                context,
                'retention',
                shown.map((one) => ({
                  subject: one,
                  cells: [[one.kind], keeping[one.kind]?.(context, one) ?? ['not stated']],
                })),
              ),
            ),
          ]
        : []),
      ...(rest > 0 ? [paragraph(`and ${rest} more.`)] : []),
      ...(recovery.length > 0
        ? [paragraph('Point-in-time recovery: ', ...byValue(context, 'retention', recovery), '.')]
        : []),
      ...(deleting.length > 0
        ? [paragraph('When the stack is deleted: ', ...byValue(context, 'retention', deleting), '.')]
        : []),
    ],
  };
}
