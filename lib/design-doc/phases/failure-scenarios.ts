import type { Component } from '#lib/scan/schema';
import { type Block, heading, type Inline, list, mono, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, shows } from '../context.ts';
import { relationElement } from '../facts/element-facts.ts';
import { type Flow, flowsOf } from '../facts/flows.ts';
import { deadLettersOf, distinct } from './dependencies.ts';
import { grouped, type SubjectRow } from './grouped.ts';
import { joined, limited, named, type SectionBody } from './section-body.ts';

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

/** The claim that one component hands its work to another. */
function deliveryMark(context: DesignContext, from: string, to: string): Inline | undefined {
  const relation =
    context.index.outgoing(from, 'triggers', 'subscribes', 'routes', 'invokes').find((one) => one.to === to) ??
    context.index.outgoing(to, 'subscribes').find((one) => one.to === from);
  if (!relation) return undefined;
  const element = relationElement(relation.from, relation.kind, relation.to);
  return context.claims.cite('failure-scenarios', element, 'exists')?.mark;
}

function asyncScenario(context: DesignContext, from: string, to: string): Block[] {
  const dead = deadLettersOf(context, 'failure-scenarios', from) ?? deadLettersOf(context, 'failure-scenarios', to);
  const mark = deliveryMark(context, from, to);
  return [
    heading(3, `${to} fails on what ${from} sends`),
    list([
      ['What: ', mono(from), ' triggers ', mono(to), ...(mark ? [mark] : []), '; nobody waits for it.'],
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

/** The same in a table: what shares its effect and its handling shares a row. */
function scenarioTable(
  context: DesignContext,
  flows: readonly Flow[],
  used: readonly Component[],
  handed: readonly Flow[],
): Block {
  const section = 'failure-scenarios';
  const stores = used.map((subject): SubjectRow => {
    const operations = operationsWaitingFor(context, flows, subject.id);
    const { shown, rest } = limited(operations, 4);
    return {
      subject,
      isOfId: true,
      cells: [
        ['throttled or out of reach'],
        operations.length > 0
          ? ['fail: ', ...joined(shown.map((one): Phrase => [mono(one)])), rest > 0 ? ` and ${rest} more` : '']
          : ['no operation waits for it; the work behind it is late'],
        ['the AWS SDK repeats throttled calls; the source shows no other handling, so the caller gets the error'],
      ],
    };
  });
  const receivers = handed.flatMap(({ from, to }): SubjectRow[] => {
    const subject = context.index.component(to);
    const sender = context.index.component(from);
    if (!subject || !sender) return [];
    const dead = deadLettersOf(context, section, from) ?? deadLettersOf(context, section, to);
    const mark = deliveryMark(context, from, to);
    return [
      {
        subject,
        isOfId: true,
        sender,
        cells: [
          ['fails on what it is sent', ...(mark ? [mark] : [])],
          ['nobody waits for it'],
          dead
            ? ['after the last attempt to ', ...dead, ', to be sent again by hand']
            : ['no dead-letter queue in the source: lost after the last attempt'],
        ],
      },
    ];
  });
  return table(
    ['Component', 'What happens', 'Effect', 'Handling'],
    grouped(context, section, [...stores, ...receivers]),
  );
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
  if (!shows(context, 'failure-scenarios', 'comprehensive') && used.length + handed.length > 0)
    return { blocks: [scenarioTable(context, flows, used, handed)] };
  const most = 30;
  const blocks = [
    ...used.slice(0, most).flatMap((one) => storeScenario(context, flows, one)),
    ...handed.slice(0, most).flatMap(({ from, to }) => asyncScenario(context, from, to)),
  ];
  const rest = Math.max(0, used.length - most) + Math.max(0, handed.length - most);
  if (blocks.length === 0) return { blocks: [paragraph('The model shows nothing that another part depends on.')] };
  return {
    blocks: rest > 0 ? [...blocks, paragraph(`${rest} more follow the same pattern.`)] : blocks,
  };
}
