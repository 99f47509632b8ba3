import type { AgentCatalogue } from '../blueprint/catalogue.ts';
import { type ParsedBlueprint, parseBlueprint } from '../blueprint/parse.ts';

/** Reads a definition from JSON text; what is wrong with it is told with its place. */
export function importBlueprint(text: string, catalogue: AgentCatalogue): ParsedBlueprint {
  let definition: unknown;
  try {
    definition = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'not readable';
    return { ok: false, issues: [{ path: '', code: 'malformed', message: `This is not JSON: ${reason}.` }] };
  }
  return parseBlueprint(definition, catalogue);
}
