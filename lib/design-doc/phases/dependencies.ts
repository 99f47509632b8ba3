import type { Component } from '#lib/scan/schema';
import { heading, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said } from '../context.ts';
import { relationElement } from '../facts/element-facts.ts';
import { type Flow, flowsOf } from '../facts/flows.ts';
import type { SectionId } from '../sections.ts';
import { grouped, type SubjectRow } from './grouped.ts';
import { joined, limited, property, type SectionBody } from './section-body.ts';

const carriers = [
  'table',
  'bucket',
  'database',
  'cache',
  'queue',
  'topic',
  'bus',
  'stream',
  'state-machine',
  'external',
  'user-pool',
  'secret',
];

/** One of each id: flows do not tell stacks apart that share one. */
export const distinct = (components: readonly Component[]) =>
  [...new Map(components.toReversed().map((one) => [one.id, one])).values()].toReversed();

/** Where what failed goes; null where the source shows no such place. */
export function deadLettersOf(context: DesignContext, section: SectionId, id: string): Phrase | null {
  const relations = context.index.outgoing(id, 'dead-letters');
  if (relations.length === 0) return null;
  return joined(
    relations.map(({ from, kind, to }): Phrase => {
      const found = context.claims.cite(section, relationElement(from, kind, to), 'exists');
      return found ? [mono(to), found.mark] : [mono(to)];
    }),
  );
}

function row(context: DesignContext, flows: readonly Flow[], component: Component): SubjectRow {
  const users = [...new Set(flows.filter(({ to }) => to === component.id).map(({ from }) => from))];
  const isAwaited = flows.some(({ to, isAsync }) => to === component.id && !isAsync);
  const dead = deadLettersOf(context, 'dependencies', component.id);
  const attempts = property(context, 'dependencies', component, 'RedrivePolicy.maxReceiveCount', ' attempts');
  const deadOf = context.index.incoming(component.id, 'dead-letters').map(({ from }): Phrase => [mono(from)]);
  const routed = component.kind === 'bus' ? context.index.ofKind('rule').length : 0;
  const handling: Phrase =
    deadOf.length > 0
      ? ['it is where the dead letters of ', ...joined(deadOf), ' go; what expires there is lost']
      : routed > 0
        ? ['the publisher gets the error; delivery is each rule’s own (section “Event schemas and routing”)']
        : dead
          ? ['dead letters to ', ...dead, ...(attempts ? [' after ', ...attempts] : [])]
          : isAwaited
            ? ["the caller gets the error after the SDK's own retries; no other handling in the source"]
            : ['no dead-letter queue in the source'];
  const { shown, rest } = limited(users, 8);
  const cells: Phrase[] = [
    [component.kind],
    shown.length === 0
      ? ['nobody in the source']
      : [...joined(shown.map((id): Phrase => [mono(id)])), ...(rest > 0 ? [`, and ${rest} more`] : [])],
    [isAwaited ? 'waited for' : 'not waited for'],
    handling,
  ];
  return { subject: component, isOfId: true, cells };
}

export function buildDependencies(context: DesignContext): SectionBody {
  const { index } = context;
  const flows = flowsOf(index);
  const internal = distinct(index.model.components).filter(
    ({ kind, id }) => carriers.includes(kind) && kind !== 'external' && flows.some(({ to }) => to === id),
  );
  const outside = index.ofKind('external');
  const { shown, rest } = limited(internal, 200);
  const promises = said(context, 'dependencies', 'external-dependencies');
  const head = ['Dependency', 'Kind', 'Used by', 'Path', 'When it fails'];
  return {
    blocks: [
      heading(3, 'Internal'),
      ...(shown.length > 0
        ? [
            table(
              head,
              grouped(
                context,
                'dependencies',
                shown.map((one) => row(context, flows, one)),
              ),
            ),
          ]
        : [paragraph('None is known.')]),
      ...(rest > 0 ? [paragraph(`and ${rest} more.`)] : []),
      heading(3, 'External'),
      ...(outside.length > 0
        ? [
            table(
              head,
              grouped(
                context,
                'dependencies',
                outside.map((one) => row(context, flows, one)),
              ),
            ),
          ]
        : []),
      ...(promises
        ? [paragraph(...promises)]
        : outside.length > 0 || context.isProposed
          ? [note('input', ...needsInput('external-dependencies'))]
          : [paragraph('The source calls no system outside of it that the scan could name.')]),
    ],
  };
}
