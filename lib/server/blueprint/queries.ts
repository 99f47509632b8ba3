import 'server-only';
import { cache } from 'react';
import type { AgentCatalogue } from '#lib/domain/blueprint/catalogue';
import type { Blueprint } from '#lib/domain/blueprint/schema';
import { readBlueprint, readBlueprints, readCatalogue } from '#lib/domain/blueprint-editor/catalogue';
import type { BlueprintSummary } from '#lib/domain/blueprint-editor/listing';
import { getDataClient } from '../data/data-client.ts';
import { dataOf } from '../data/query-error.ts';
import { getWorkspace } from '../organization/queries.ts';

const PAGE_SIZE = 100;
const fields = ['blueprintId', 'version', 'definition', 'createdAt', 'createdByEmail'] as const;

/** A version that somebody saved. */
type BlueprintVersion = {
  blueprint: Blueprint;
  savedAt: string;
  savedBy: string | null;
};

/** What there is to draw with: the built-in blueprints, and the agents with their tasks. */
export const getBlueprintCatalogue = cache(async (): Promise<{ builtIn: Blueprint[]; agents: AgentCatalogue }> => {
  const { organization } = await getWorkspace();
  const client = await getDataClient();
  const answer = await client.queries.getBlueprintCatalogue({ organization: organization.id });
  const catalogue = dataOf('getBlueprintCatalogue', answer);
  return { builtIn: readBlueprints(catalogue?.builtIn), agents: readCatalogue(catalogue?.agents ?? {}) };
});

/** All versions of the organization's own blueprints, newest first. What has another form than today's is left out. */
const listVersions = cache(async (): Promise<BlueprintVersion[]> => {
  const { organization } = await getWorkspace();
  const client = await getDataClient();
  const versions: BlueprintVersion[] = [];
  let nextToken: string | null | undefined;
  do {
    // Typed by itself: the token of one page goes into the next.
    const page: Awaited<ReturnType<typeof read>> = await read(nextToken);
    for (const { definition, version, createdAt, createdByEmail } of dataOf('listBlueprints', page)) {
      const blueprint = readBlueprint(definition);
      if (blueprint)
        versions.push({ blueprint: { ...blueprint, version }, savedAt: createdAt, savedBy: createdByEmail });
    }
    nextToken = page.nextToken;
  } while (nextToken);
  return versions.sort((a, b) => b.blueprint.version - a.blueprint.version);

  function read(token: string | null | undefined) {
    const options = { organization: organization.id, limit: PAGE_SIZE, selectionSet: fields };
    return client.models.Blueprint.list(token ? { ...options, nextToken: token } : options);
  }
});

/** The built-in blueprints and the organization's own in their newest versions. */
export async function listBlueprints(): Promise<BlueprintSummary[]> {
  const [{ builtIn }, versions] = await Promise.all([getBlueprintCatalogue(), listVersions()]);
  const newest = new Map<string, BlueprintVersion>();
  for (const version of versions) if (!newest.has(version.blueprint.id)) newest.set(version.blueprint.id, version);
  return [
    ...builtIn.map((blueprint) => ({ ...summaryOf(blueprint), isBuiltIn: true })),
    ...[...newest.values()].map(({ blueprint, savedAt, savedBy }) => ({
      ...summaryOf(blueprint),
      ...{ isBuiltIn: false, savedAt, savedBy: savedBy ?? undefined },
    })),
  ];
}

type FoundBlueprint = {
  blueprint: Blueprint;
  kind: 'built-in' | 'own' | 'old-version';
  /** Newest first; none of what is built in. */
  versions: { version: number; savedAt: string; savedBy: string | null }[];
};

/** A blueprint in a version, by default the newest; undefined where the organization has no such one. */
export async function findBlueprint(id: string, version?: number): Promise<FoundBlueprint | undefined> {
  const [{ builtIn }, all] = await Promise.all([getBlueprintCatalogue(), listVersions()]);
  const own = all.filter(({ blueprint }) => blueprint.id === id);
  const known = builtIn.find((blueprint) => blueprint.id === id);
  if (known) return { blueprint: known, kind: 'built-in', versions: [] };
  const chosen = version === undefined ? own[0] : own.find(({ blueprint }) => blueprint.version === version);
  if (!chosen) return undefined;
  const versions = own.map(({ blueprint, savedAt, savedBy }) => ({ version: blueprint.version, savedAt, savedBy }));
  return { blueprint: chosen.blueprint, kind: chosen === own[0] ? 'own' : 'old-version', versions };
}

function summaryOf({ id, name, purpose, version, steps }: Blueprint) {
  return { id, name, purpose, version, steps: steps.length };
}
