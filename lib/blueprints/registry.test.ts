import { describe, expect, it } from 'vitest';
import { agentCatalogue } from '#lib/agents/catalogue';
import { parseBlueprint } from '#lib/domain/blueprint/parse';
import { getBlueprint, listBlueprints } from './registry.ts';

describe('the built-in blueprints', () => {
  it.each(listBlueprints().map((blueprint) => [blueprint.id, blueprint] as const))(
    'fit the agents: %s',
    (id, blueprint) => {
      expect(parseBlueprint(blueprint, agentCatalogue())).toEqual({ ok: true, blueprint });
      expect(getBlueprint(id)).toBe(blueprint);
    },
  );

  it('have ids of their own', () => {
    const ids = listBlueprints().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(getBlueprint('constructor')).toBeUndefined();
  });
});
