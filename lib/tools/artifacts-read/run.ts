import { artifactFileKey } from '#lib/domain/artifact/run-files';
import { derivedId } from '#lib/runtime/ids';
import { defineTool, refuse, type ToolContext } from '../tool.ts';
import { artifactsReadManifest } from './manifest.ts';
import type { ArtifactsReadInput, ArtifactsReadOutput } from './schema.ts';

const { id } = artifactsReadManifest;

export const artifactsRead = defineTool(artifactsReadManifest, readArtifact);

async function readArtifact(
  { runId, stepId, name, attempt }: ArtifactsReadInput,
  { scope, services }: ToolContext,
): Promise<ArtifactsReadOutput> {
  if (/(^|[/\\])\.|[\\\0]|\/\//.test(name)) {
    throw refuse(id, 'NOT_AN_ARTIFACT', `"${name}" is no name of a file that runs make.`);
  }
  const record = await services.artifacts.find(derivedId('artifact', runId, stepId, name));
  if (record?.organization !== scope.organization || record.projectId !== scope.projectId) return { file: null };
  const place = { organization: scope.organization, projectId: scope.projectId, runId, key: stepId };
  const key = attempt === undefined ? record.key : artifactFileKey({ ...place, attempt }, name);
  const bytes = await services.files.read(key);
  if (!bytes) return { file: null };
  return { file: { text: new TextDecoder().decode(bytes), attempt: attempt ?? record.version } };
}
