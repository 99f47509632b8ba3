import type { AgentCatalogue, JsonSchema } from './catalogue.ts';
import { type ParsedBlueprint, parseBlueprint } from './parse.ts';

const text: JsonSchema = { type: 'string' };
const number: JsonSchema = { type: 'number' };
const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });

/** Closed, as the schema of an output is. */
const object = (properties: Record<string, JsonSchema>, required = Object.keys(properties)): JsonSchema => ({
  ...{ type: 'object', properties, required, additionalProperties: false },
});
export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

const section = object({ title: text, words: { type: 'integer' } });

/** An agent for each kind of type that wires can have to do with. */
export const catalogue: AgentCatalogue = {
  parser: {
    name: 'Parser',
    defaultTask: 'parse',
    tasks: {
      parse: {
        title: 'Parse',
        input: { type: 'object', properties: { brief: text, limit: number }, required: ['brief'] },
        output: object({ sections: listOf(section), score: number, note: nullable(text), extra: {} }),
      },
      given: {
        title: 'Given',
        input: { type: 'object', properties: { project: { type: 'object' } }, required: ['project'] },
        output: object({ ok: { type: 'boolean' } }),
        given: ['project'],
      },
    },
  },
  writer: {
    name: 'Writer',
    defaultTask: 'write',
    tasks: {
      write: {
        title: 'Write',
        input: {
          type: 'object',
          properties: {
            section,
            style: { enum: ['dry', 'warm'] },
            count: { type: 'integer' },
            sections: listOf(section),
          },
          required: ['section'],
        },
        output: object({ text }),
      },
      anything: { title: 'Anything', input: { type: 'object', additionalProperties: {} }, output: {} },
    },
  },
};

/** A definition of steps of which only what matters is said. */
export function definitionOf(steps: readonly object[], rest: object = {}): unknown {
  const named = steps.map((step) => ({ title: 'A step', agent: 'writer', task: 'anything', ...step }));
  return { schemaVersion: 1, id: 'tested', name: 'Tested', version: 1, steps: named, ...rest };
}

/** What is wrong with the steps, as in `steps[0].agent unknown-agent`. */
export function issuesOf(steps: readonly object[], rest: object = {}): readonly string[] {
  return namesOf(parseBlueprint(definitionOf(steps, rest), catalogue));
}

export function namesOf(parsed: ParsedBlueprint): readonly string[] {
  return parsed.ok ? [] : parsed.issues.map(({ path, code }) => `${path} ${code}`);
}

/** The words of the only issue that there is. */
export function messageOf(steps: readonly object[], rest: object = {}): string {
  const parsed = parseBlueprint(definitionOf(steps, rest), catalogue);
  if (parsed.ok || parsed.issues.length !== 1) throw new Error(`One issue was expected: ${JSON.stringify(parsed)}`);
  return parsed.issues[0]?.message ?? '';
}
