import type { Api } from '#lib/scan/schema';
import { eventElement, patternElement, relationElement } from './element-facts.ts';
import { apiOf } from './flows.ts';
import type { ModelIndex } from './model-index.ts';
import { publishedBy } from './published-events.ts';

/** One thing that happens in a workflow, with the element of the model that says so. */
export interface WorkflowStep {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly isAsync: boolean;
  readonly element: string;
  readonly line: number;
}

export interface Workflow {
  readonly title: string;
  readonly entry: string;
  /** Null where nobody outside starts it. */
  readonly api: Api | null;
  readonly steps: readonly WorkflowStep[];
}

const mostWorkflows = 4;
const mostSteps = 14;
export const clientId = '(client)';

/** A consumer takes its messages off the queue that starts it: that is part of being started. */
const isOwnQueue = (index: ModelIndex, id: string, to: string) =>
  index.incoming(id, 'triggers').some(({ from }) => from === to);

/** What a function does, in the order of its lines: operations on stores, invocations, events. */
function stepsOf(index: ModelIndex, id: string): { steps: WorkflowStep[]; next: string[] } {
  const onStores = index.patternsOf(id).map(({ store, pattern }) => ({
    from: id,
    to: store.id,
    label: pattern.index ? `${pattern.operation} on ${pattern.index}` : pattern.operation,
    isAsync: false,
    element: patternElement(store.id, pattern),
    line: pattern.source.line,
  }));
  const stored = new Set(onStores.map(({ to }) => to));
  const announced = publishedBy(index, id);
  const busOf = index.outgoing(id, 'publishes')[0]?.to;
  const onEvents = announced.map((event) => ({
    from: id,
    to: busOf ?? `event ${event.name}`,
    label: `publishes ${event.name}`,
    isAsync: true,
    element: eventElement(event.name, event.producer, event.consumer),
    line: event.source.line,
  }));
  const others = index
    .outgoing(id, 'invokes', 'writes', 'reads', 'publishes', 'triggers')
    .filter(
      ({ to, kind }) =>
        !stored.has(to) &&
        !isOwnQueue(index, id, to) &&
        !(kind === 'publishes' && announced.length > 0) &&
        index.component(to),
    )
    .map(({ from, to, kind, source }) => ({
      from,
      to,
      label: kind === 'publishes' ? 'publishes' : kind,
      isAsync: kind === 'publishes' || kind === 'triggers',
      element: relationElement(from, kind, to),
      line: source.line,
    }));
  const steps = [...onStores, ...onEvents, ...others].toSorted((one, other) => one.line - other.line);
  const invoked = others.filter(({ to }) => ['function', 'state-machine'].includes(index.component(to)?.kind ?? ''));
  return { steps, next: invoked.map(({ to }) => to) };
}

/** Who hears of what a function did: consumers of its events, of queues and topics it sends to, of streams it writes. */
function listeners(index: ModelIndex, id: string, steps: readonly WorkflowStep[]): WorkflowStep[] {
  const byEvent = index.model.events
    .filter(({ producer, consumer }) => producer === id && consumer !== null && consumer !== id)
    .map((event) => ({
      from: index.outgoing(id, 'publishes')[0]?.to ?? `event ${event.name}`,
      to: event.consumer ?? '',
      label: `delivers ${event.name}`,
      isAsync: true,
      element: eventElement(event.name, event.producer, event.consumer),
      line: event.source.line,
    }));
  const reached = new Set(
    steps.filter(({ label }) => !/^(?:reads|GetItem|BatchGetItem|Query|Scan)/.test(label)).map(({ to }) => to),
  );
  const byTrigger = [...reached].flatMap((carrier) =>
    index.component(carrier)?.kind === 'bus'
      ? []
      : index
          .outgoing(carrier, 'triggers', 'subscribes', 'routes')
          .filter(({ to }) => index.component(to)?.kind === 'function')
          .map(({ from, to, kind, source }) => ({
            from,
            to,
            label: index.store(from) ? 'stream record' : 'delivers',
            isAsync: true,
            element: relationElement(from, kind, to),
            line: source.line,
          })),
  );
  return [...byEvent, ...byTrigger];
}

function follow(index: ModelIndex, entry: string): WorkflowStep[] {
  const steps: WorkflowStep[] = [];
  const waiting = [entry];
  const done = new Set<string>();
  while (waiting.length > 0 && steps.length < mostSteps) {
    const id = waiting.shift() ?? '';
    if (done.has(id)) continue;
    done.add(id);
    const own = stepsOf(index, id);
    const heard = listeners(index, id, own.steps);
    const wordOf = ({ from, to, label }: WorkflowStep) => `${from}|${to}|${label}`;
    const told = new Set(steps.map(wordOf));
    for (const step of [...own.steps, ...heard]) {
      if (told.has(wordOf(step))) continue;
      told.add(wordOf(step));
      steps.push(step);
    }
    waiting.push(...own.next, ...heard.map(({ to }) => to));
  }
  return steps.slice(0, mostSteps);
}

/** What happens on one operation of the API. */
export function workflowOf(index: ModelIndex, api: Api): Workflow {
  const target = api.target ?? '';
  const gate = apiOf(index, target) ?? index.ofKind('api')[0]?.id;
  const element = index.elementOfOperation(api);
  const line = api.source.line;
  const call = `${api.method} ${api.path}`;
  const opening: WorkflowStep[] =
    gate && gate !== target
      ? [
          { from: clientId, to: gate, label: call, isAsync: false, element, line },
          { from: gate, to: target, label: 'invokes', isAsync: false, element, line },
        ]
      : [{ from: clientId, to: target, label: call, isAsync: false, element, line }];
  return { title: call, entry: target, api, steps: [...opening, ...follow(index, target)] };
}

/** Chains that begin at a schedule, a rule or a queue instead of a caller. */
function fromTrigger(index: ModelIndex): Workflow[] {
  return index.ofKind('schedule', 'rule', 'queue', 'stream', 'bucket', 'topic', 'table').flatMap(({ id }) =>
    index
      .outgoing(id, 'triggers', 'subscribes', 'invokes')
      .filter(({ to }) => ['function', 'state-machine'].includes(index.component(to)?.kind ?? ''))
      .map(({ to, kind, source }) => ({
        title: `${id} triggers ${to}`,
        entry: to,
        api: null,
        steps: [
          { from: id, to, label: kind, isAsync: true, element: relationElement(id, kind, to), line: source.line },
          ...follow(index, to),
        ],
      })),
  );
}

/** What starts in the middle of a chosen chain is told there already. */
const isWithin = (workflow: Workflow, chosen: readonly Workflow[]) =>
  workflow.api === null && chosen.some(({ steps }) => steps.some(({ to }) => to === workflow.entry));

/**
 * Two to four workflows worth drawing, where there are as many: those that touch most of the system first, and none
 * whose every part is in another one already.
 */
export function keyWorkflows(index: ModelIndex): Workflow[] {
  const candidates = [
    ...index.model.apis
      .filter(({ target }) => target !== null && index.component(target))
      .map((api) => workflowOf(index, api)),
    ...fromTrigger(index),
  ];
  const parts = (workflow: Workflow) => new Set(workflow.steps.map(({ from, to, label }) => `${from}|${to}|${label}`));
  const chosen: Workflow[] = [];
  const seen = new Set<string>();
  const entries = new Set<string>();
  while (chosen.length < mostWorkflows) {
    const best = candidates
      .filter((one) => !chosen.includes(one) && !entries.has(one.entry) && !isWithin(one, chosen))
      .map((workflow) => ({ workflow, gain: [...parts(workflow)].filter((part) => !seen.has(part)).length }))
      .map((one) => ({ ...one, worth: (one.gain * one.gain) / Math.max(1, parts(one.workflow).size) }))
      .toSorted((one, other) => other.worth - one.worth)[0];
    if (!best || best.gain === 0) break;
    chosen.push(best.workflow);
    entries.add(best.workflow.entry);
    for (const part of parts(best.workflow)) seen.add(part);
  }
  return chosen;
}
