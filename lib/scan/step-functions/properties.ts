import type { Component } from '../schema.ts';
import { child, itemsOf, type Node } from '../syntax/node.ts';
import { entryOf, type State } from './states.ts';

/** What of a state says how it runs. */
const shown = [
  'Type',
  'Resource',
  'TimeoutSeconds',
  'HeartbeatSeconds',
  'Next',
  'Default',
  'End',
  'MaxConcurrency',
] as const;

/** States as properties of their machine: `States.Charge.Type`. */
export function stateProperties(
  states: readonly State[],
  file: string,
  text: (node: Node | undefined) => string | undefined,
): Component['properties'] {
  return states.slice(0, 100).flatMap(({ name, line, node }) => {
    const prefix = `States.${name}`.slice(0, 400);
    const own: Component['properties'] = [];
    for (const key of shown) {
      const entry = entryOf(node, key);
      const value = text(entry?.value);
      if (entry === undefined || value === undefined) continue;
      const isNumber = /^\d+$/.test(value);
      own.push({
        name: `${prefix}.${key}`,
        value: isNumber ? Number(value) : value.slice(0, 400),
        source: { file, line: key === 'Type' ? line : entry.line },
      });
    }
    for (const key of ['Retry', 'Catch'] as const) {
      const count = itemsOf(child(node, key)).length;
      if (count > 0)
        own.push({ name: `${prefix}.${key}`, value: count, source: { file, line: entryOf(node, key)?.line ?? line } });
    }
    // Where a choice or an error leads: a state diagram without them has states that nothing reaches.
    for (const key of ['Choices', 'Catch'] as const)
      itemsOf(child(node, key)).forEach((item, position) => {
        const entry = entryOf(item, 'Next');
        const value = text(entry?.value);
        if (entry !== undefined && value !== undefined)
          own.push({
            name: `${prefix}.${key}.${position}.Next`,
            value: value.slice(0, 400),
            source: { file, line: entry.line },
          });
      });
    return own;
  });
}
