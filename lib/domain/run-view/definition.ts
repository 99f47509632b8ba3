import { type Blueprint, blueprintSchema } from '../blueprint/schema.ts';
import { readStored } from './stored-value.ts';

/** Throws where the definition in a run's record has another form. */
export function readDefinition(definition: unknown): Blueprint {
  return blueprintSchema.parse(readStored(definition));
}
