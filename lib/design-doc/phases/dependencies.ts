import type { Component } from '#lib/scan/schema';
import { type Block, heading, list, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said, shows } from '../context.ts';
import { relationElement } from '../facts/element-facts.ts';
import { type Flow, flowsOf } from '../facts/flows.ts';
import type { SectionId } from '../sections.ts';
import { joined, limited, named, property, type SectionBody } from './section-body.ts';

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
const distinct = (components: readonly Component[]) =>
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

function row(context: DesignContext, flows: readonly Flow[], component: Component): Phrase[] {
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
  return [
    named(context, 'dependencies', component),
    [component.kind],
    shown.length === 0
      ? ['nobody in the source']
      : [...joined(shown.map((id): Phrase => [mono(id)])), ...(rest > 0 ? [`, and ${rest} more`] : [])],
    [isAwaited ? 'waited for' : 'not waited for'],
    handling,
  ];
}

export function buildDependencies(context: DesignContext): SectionBody {
  const { index } = context;
  const flows = flowsOf(index);
  const internal = distinct(index.model.components).filter(
    ({ kind, id }) => carriers.includes(kind) && kind !== 'external' && flows.some(({ to }) => to === id),
  );
  const outside = index.ofKind('external');
  const { shown, rest } = limited(internal, shows(context, 'dependencies', 'comprehensive') ? 200 : 40);
  const promises = said(context, 'dependencies', 'external-dependencies');
  const head = ['Dependency', 'Kind', 'Used by', 'Path', 'When it fails'];
  return {
    blocks: [
      heading(3, 'Internal'),
      ...(shown.length > 0
        ? [
            table(
              head,
              shown.map((one) => row(context, flows, one)),
            ),
          ]
        : [paragraph('None is known.')]),
      ...(rest > 0 ? [paragraph(`and ${rest} more.`)] : []),
      heading(3, 'External'),
      ...(outside.length > 0
        ? [
            table(
              head,
              outside.map((one) => row(context, flows, one)),
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

/** Operations of the API that wait for a component, directly or through functions that they wait for. */
function operationsWaitingFor(context: DesignContext, flows: readonly Flow[], id: string): string[] {
  const waiting = [id];
  const reached = new Set<string>();
  while (waiting.length > 0) {
    const one = waiting.shift() ?? '';
    if (reached.has(one)) continue;
    reached.add(one);
    waiting.push(...flows.filter(({ to, isAsync }) => to === one && !isAsync).map(({ from }) => from));
  }
  const operations = context.index.model.apis.filter(({ target }) => target !== null && reached.has(target));
  return [...new Set(operations.map(({ method, path }) => `${method} ${path}`))];
}

function storeScenario(context: DesignContext, flows: readonly Flow[], { id, kind }: Component): Block[] {
  const operations = operationsWaitingFor(context, flows, id);
  const users = [...new Set(flows.filter(({ to }) => to === id).map(({ from }) => from))];
  const { shown, rest } = limited(operations, 12);
  return [
    heading(3, `${id} is throttled or cannot be reached`),
    list([
      [
        'What: ',
        ...named(context, 'failure-scenarios', id),
        `, a ${kind}, used by `,
        ...joined(users.slice(0, 12).map((user): Phrase => [mono(user)])),
        '.',
      ],
      operations.length > 0
        ? [
            'Effect: these operations fail: ',
            ...joined(shown.map((operation): Phrase => [mono(operation)])),
            rest > 0 ? `, and ${rest} more.` : '.',
          ]
        : ['Effect: no operation of the API waits for it; the work behind it is late.'],
      [
        'Handling: the AWS SDK repeats throttled calls by itself; the source shows no other handling, so the error reaches the caller.',
      ],
    ]),
  ];
}

function asyncScenario(context: DesignContext, from: string, to: string): Block[] {
  const dead = deadLettersOf(context, 'failure-scenarios', from) ?? deadLettersOf(context, 'failure-scenarios', to);
  const relation =
    context.index.outgoing(from, 'triggers', 'subscribes', 'routes', 'invokes').find((one) => one.to === to) ??
    context.index.outgoing(to, 'subscribes').find((one) => one.to === from);
  const found = relation
    ? context.claims.cite('failure-scenarios', relationElement(relation.from, relation.kind, relation.to), 'exists')
    : null;
  return [
    heading(3, `${to} fails on what ${from} sends`),
    list([
      ['What: ', mono(from), ' triggers ', mono(to), ...(found ? [found.mark] : []), '; nobody waits for it.'],
      dead
        ? [
            'Handling: after the last attempt it goes to ',
            ...dead,
            '; from there it is sent again by hand (section “Error handling and resilience”).',
          ]
        : ["Handling: the source shows no dead-letter queue; after the service's last attempt it is lost."],
    ]),
  ];
}

export function buildFailureScenarios(context: DesignContext): SectionBody {
  const { index } = context;
  const flows = flowsOf(index);
  const used = distinct(index.model.components)
    .filter(
      ({ kind, id }) =>
        ['table', 'database', 'cache', 'external', 'bucket'].includes(kind) &&
        flows.some(({ to, isAsync }) => to === id && !isAsync),
    )
    .map((component) => ({ component, weight: operationsWaitingFor(context, flows, component.id).length }))
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ component }) => component);
  const kindOf = (id: string) => index.component(id)?.kind;
  const isEntry = (id: string) =>
    ['rule', 'queue', 'topic', 'stream', 'schedule', 'table', 'bucket'].includes(kindOf(id) ?? '');
  const handed = flows.filter(
    ({ from, to, isAsync, verb }) => isAsync && !verb.startsWith('dead') && isEntry(from) && kindOf(to) === 'function',
  );
  const most = shows(context, 'failure-scenarios', 'comprehensive') ? 30 : 6;
  const blocks = [
    ...used.slice(0, most).flatMap((one) => storeScenario(context, flows, one)),
    ...handed.slice(0, most).flatMap(({ from, to }) => asyncScenario(context, from, to)),
  ];
  const rest = Math.max(0, used.length - most) + Math.max(0, handed.length - most);
  if (blocks.length === 0) return { blocks: [paragraph('The model shows nothing that another part depends on.')] };
  return {
    blocks:
      rest > 0
        ? [
            ...blocks,
            paragraph(
              `${rest} more follow the same pattern${most < 30 ? '; the comprehensive edition lists them' : ''}.`,
            ),
          ]
        : blocks,
  };
}
