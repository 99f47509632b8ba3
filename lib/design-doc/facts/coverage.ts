import type { Component } from '#lib/scan/schema';
import { flowsOf } from './flows.ts';
import type { ModelIndex } from './model-index.ts';

/** Functions that something starts without waiting for them, with what does. */
export function asyncFunctions(index: ModelIndex): { id: string; from: string }[] {
  const kinds = ['rule', 'queue', 'topic', 'stream', 'schedule', 'table', 'bucket', 'bus'];
  return flowsOf(index)
    .filter(
      ({ from, to, isAsync, verb }) =>
        isAsync &&
        !verb.startsWith('dead') &&
        index.component(to)?.kind === 'function' &&
        kinds.includes(index.component(from)?.kind ?? ''),
    )
    .map(({ from, to }) => ({ id: to, from }));
}

/** Whether what fails for good is kept somewhere: at the carrier, at the function or at the rule between them. */
export function hasDeadLetters(index: ModelIndex, { id, from }: { id: string; from: string }): boolean {
  return [id, from].some((one) => index.outgoing(one, 'dead-letters').length > 0);
}

/** What an alarm watches: by relation, else by a dimension or a metric's property that names it. */
export function watchedBy(index: ModelIndex, alarm: string): string[] {
  const related = [
    ...index.outgoing(alarm, 'alarms').map(({ to }) => to),
    ...index.incoming(alarm, 'alarms').map(({ from }) => from),
  ];
  if (related.length > 0) return [...new Set(related)];
  const values = new Set(
    (index.component(alarm)?.properties ?? [])
      .filter(({ name }) => /Dimensions/.test(name))
      .map(({ value }) => String(value).replace(/^\$\{|\}$|^!Ref\s+/g, '')),
  );
  return index.model.components.filter(({ id, name }) => values.has(id) || values.has(name)).map(({ id }) => id);
}

/** Functions that no alarm watches. */
export function unwatched(index: ModelIndex): Component[] {
  const watched = new Set(index.ofKind('alarm').flatMap(({ id }) => watchedBy(index, id)));
  return index.ofKind('function').filter(({ id }) => !watched.has(id));
}

/** API Gateway and AppSync give up on an integration after this many seconds. */
const apiWaits = { rest: 29, graphql: 30 } as const;

/** How long the API before a function waits for it, in seconds; null where no API does. */
export function apiWaitsFor(index: ModelIndex, id: string): number | null {
  const operations = index.apisOf(id);
  if (operations.length === 0) return null;
  return operations.every(({ method }) => /^(?:QUERY|MUTATION)$/.test(method)) ? apiWaits.graphql : apiWaits.rest;
}
