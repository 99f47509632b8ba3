import { expect, it } from 'vitest';
import { agentCatalogue } from '#lib/agents/catalogue';
import type { StoredBlueprint } from '#lib/repositories/blueprint';
import { type EditorPorts, saveBlueprint } from './edit-blueprint.ts';

const definition = {
  ...{ schemaVersion: 1, id: 'drawn', name: 'Drawn', version: 1 },
  steps: [{ id: 'work', title: 'Work', agent: 'probe' }],
};
const call = {
  ...{ operation: 'saveBlueprint', arguments: { definition }, requestId: 'r', correlationId: 'c' },
  ...{ organization: 'demo', project: null },
  caller: { userId: 'ada', email: 'ada@demo.test', groups: [], capabilities: [] },
};

/** Ports where somebody else is first so often. */
function portsOf(rivals: number) {
  const saved: StoredBlueprint[] = [];
  let left = rivals;
  const ports: EditorPorts = {
    catalogue: agentCatalogue,
    latest: () => Promise.resolve(saved.at(-1)),
    save: (blueprint) => {
      saved.push(blueprint);
      left -= 1;
      return Promise.resolve(left >= 0 ? undefined : blueprint);
    },
  };
  return { ports, saved };
}

it('a definition becomes the version after those that others have saved meanwhile', async () => {
  expect(await saveBlueprint(call, portsOf(3).ports)).toMatchObject({ ok: true, data: { version: 4 } });
});

it('one that others are always ahead of is refused at last', async () => {
  const { ports, saved } = portsOf(100);
  expect(await saveBlueprint(call, ports)).toMatchObject({ error: { type: 'Conflict', field: 'definition.id' } });
  expect(saved).toHaveLength(8);
});
