import { DefinitionError } from './errors.ts';

/**
 * Reads each of the definitions, so that one start tells all that cannot be read.
 * @throws DefinitionError the first one, with the `others`
 */
export function readEach<Definition, Read>(
  definitions: readonly Definition[],
  read: (definition: Definition) => Read,
): Read[] {
  const faults: DefinitionError[] = [];
  const results: Read[] = [];
  for (const definition of definitions) {
    try {
      results.push(read(definition));
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      faults.push(error, ...error.others);
    }
  }
  const [first, ...others] = faults;
  if (!first) return results;
  first.others = others;
  throw first;
}
