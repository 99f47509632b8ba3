import type { Reference } from '../dialect.ts';
import { type EventNames, readPattern } from '../event-patterns/pattern.ts';
import type { Node } from '../syntax/node.ts';
import { parseText } from '../syntax/parse.ts';
import type { Draft } from './draft.ts';

/** The events that a pattern lets through to a consumer, each name an event. */
export function addPatternEvents(input: {
  draft: Draft;
  pattern: Node | undefined;
  consumer: string | null;
  line: number;
}): void {
  const { draft, consumer, line } = input;
  const { names, sources } = patternNames(input.pattern, draft);
  const [eventSource, ...others] = sources;
  const origin =
    eventSource === undefined || eventSource === '' || others.length > 0
      ? {}
      : { eventSource: eventSource.slice(0, 256) };
  for (const each of names) {
    draft.events.push({
      name: each.name.slice(0, 512),
      producer: null,
      consumer,
      ...origin,
      source: draft.source(each.line || line),
      confidence: 1,
    });
  }
}

function patternNames(pattern: Node | undefined, draft: Draft): EventNames {
  const settled = withValues(draft.evaluator.settle(pattern), draft);
  if (settled?.kind === 'scalar' && typeof settled.value === 'string') {
    const { line } = settled;
    const { root } = parseText(settled.value);
    if (root === null) return { names: [], sources: [] };
    const { names, sources } = readPattern(root);
    return { names: names.map(({ name }) => ({ name, line })), sources };
  }
  return readPattern(settled);
}

/** A pattern with its intrinsic functions worked out where they stand as values. */
function withValues(node: Node | undefined, draft: Draft, depth = 0): Node | undefined {
  if (node === undefined || depth > 20) return node;
  if (node.kind === 'list') {
    return { ...node, items: draft.evaluator.items(node).flatMap((item) => withValues(item, draft, depth + 1) ?? []) };
  }
  if (node.kind !== 'map') return node;
  const [key] = node.entries.keys();
  if (node.entries.size === 1 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'))) {
    const value = draft.evaluator.value(node);
    if (Array.isArray(value)) {
      return {
        kind: 'list',
        line: node.line,
        items: value.map((each) => ({ kind: 'scalar', line: node.line, value: String(each) })),
      };
    }
    return typeof value === 'object' || value === undefined ? undefined : { kind: 'scalar', value, line: node.line };
  }
  const entries = [...node.entries].flatMap(([name, { line, value }]) => {
    const settled = withValues(draft.evaluator.settle(value), draft, depth + 1);
    return settled === undefined ? [] : [[name, { line, value: settled }] as const];
  });
  return { ...node, entries: new Map(entries) };
}

/** Something that sets a consumer going: the relation where the template shows what it is. */
export function addTrigger(input: {
  draft: Draft;
  from: Reference | undefined;
  to: string;
  line: number;
  /** Name of the event, where it is one that has a name. */
  event?: string;
}): void {
  const { draft, from, to, line, event } = input;
  if (from !== undefined && from.kind !== 'name') draft.relate({ from, to, kind: 'triggers', line });
  if (event === undefined) return;
  const producer = from?.kind === 'id' ? from.id : null;
  draft.events.push({ name: event.slice(0, 512), producer, consumer: to, source: draft.source(line), confidence: 1 });
}
