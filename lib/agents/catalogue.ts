import * as z from 'zod';
import type { AgentCatalogue } from '#lib/domain/blueprint/catalogue';
import { agents } from './registry.ts';

/** Every agent's tasks with their inputs and outputs as JSON Schema: what blueprints are checked against. */
export function agentCatalogue(): AgentCatalogue {
  const entries = Object.entries(agents).flatMap(([id, { manifest, tasks }]) => {
    const [first] = Object.keys(tasks);
    if (first === undefined) return [];
    const described = Object.entries(tasks).map(([task, { title, input, output, given }]) => {
      return [task, { title, input: jsonSchema(input, 'input'), output: jsonSchema(output, 'output'), given }] as const;
    });
    return [[id, { name: manifest.name, defaultTask: first, tasks: Object.fromEntries(described) }] as const];
  });
  return Object.fromEntries(entries);
}

/** What zod alone can check is left out of the JSON Schema; the task checks it when it runs. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  return { ...z.toJSONSchema(schema, { io, unrepresentable: 'any' }) };
}
