import * as z from 'zod/mini';
import { type Blueprint, blueprintSchema } from '#lib/domain/blueprint/schema';
import { storedJson } from './stored-json.ts';

/** A run's definition never changes: those of so many runs are kept, and not read again. */
export const maximumKept = 50;

const definitionSchema = z.pipe(storedJson, blueprintSchema);

interface Projection {
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
}

/** One request for runs. */
export interface DefinitionReading {
  /** Of the request: nothing where definitions are read with the rest. */
  readonly projection: Projection;
  /**
   * The definition of a run in the answer, kept from then on.
   * @throws ZodError when it is not one.
   */
  definitionOf(item: Readonly<Record<string, unknown>>): Blueprint;
}

/** Definitions of the runs that were asked for lately. */
export function keepDefinitions() {
  const kept = new Map<string, Blueprint>();

  function keep(id: string, definition: Blueprint): void {
    kept.delete(id);
    kept.set(id, definition);
    const [oldest] = kept.keys();
    if (kept.size > maximumKept && oldest !== undefined) kept.delete(oldest);
  }

  return {
    get: (id: string): Blueprint | undefined => kept.get(id),

    /** A request for the runs of these ids and, beside the definition, these fields of them. */
    reading(ids: readonly string[], fields: readonly string[]): DefinitionReading {
      // Held here, since others may be kept in their place before the answer is there.
      const known = new Map(ids.map((id) => [id, kept.get(id)]));
      const areKnown = ids.every((id) => known.get(id));
      return {
        projection: areKnown ? projectionOf(fields) : {},
        definitionOf(item) {
          const id = String(item.id);
          const definition = known.get(id) ?? kept.get(id) ?? definitionSchema.parse(item.definition);
          keep(id, definition);
          return definition;
        },
      };
    },
  };
}

function projectionOf(fields: readonly string[]): Projection {
  return {
    ProjectionExpression: fields.map((name) => `#${name}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(fields.map((name) => [`#${name}`, name])),
  };
}
