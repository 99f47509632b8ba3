import { type Blueprint, type BlueprintDefinition, blueprintSchema } from '#lib/domain/blueprint/schema';
import { technicalDesign } from './technical-design.ts';
import { transformation } from './transformation.ts';

const definitions: readonly BlueprintDefinition[] = [transformation, technicalDesign];

const blueprints: ReadonlyMap<string, Blueprint> = new Map(
  definitions.map((definition) => [definition.id, blueprintSchema.parse(definition)]),
);

/** The built-in blueprint with an id, or undefined. */
export function getBlueprint(id: string): Blueprint | undefined {
  return blueprints.get(id);
}

export function listBlueprints(): readonly Blueprint[] {
  return [...blueprints.values()];
}
