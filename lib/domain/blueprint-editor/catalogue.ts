import * as z from 'zod/mini';
import type { AgentCatalogue } from '../blueprint/catalogue.ts';
import { type Blueprint, blueprintSchema } from '../blueprint/schema.ts';
import { readStored } from '../run-view/stored-value.ts';

const jsonSchema = z.record(z.string(), z.unknown());

const catalogueSchema = z.record(
  z.string(),
  z.object({
    name: z.string(),
    defaultTask: z.string(),
    tasks: z.record(
      z.string(),
      z.object({ title: z.string(), input: jsonSchema, output: jsonSchema, given: z.optional(z.array(z.string())) }),
    ),
  }),
);

/** The agents with their tasks, as `getBlueprintCatalogue` tells them. Throws where they have another form. */
export function readCatalogue(agents: unknown): AgentCatalogue {
  return catalogueSchema.parse(readStored(agents));
}

/** A stored definition; undefined for what has another form than blueprints have today. */
export function readBlueprint(definition: unknown): Blueprint | undefined {
  const parsed = blueprintSchema.safeParse(readStored(definition));
  return parsed.success ? parsed.data : undefined;
}

/** The built-in blueprints, as `getBlueprintCatalogue` tells them. */
export function readBlueprints(definitions: unknown): Blueprint[] {
  const listed = readStored(definitions);
  return Array.isArray(listed) ? listed.flatMap((definition) => readBlueprint(definition) ?? []) : [];
}
