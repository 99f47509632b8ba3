import type { ToolManifest } from '../tool.ts';
import {
  type ArtifactsReadInput,
  type ArtifactsReadOutput,
  artifactsReadInputSchema,
  artifactsReadOutputSchema,
} from './schema.ts';

export const artifactsReadManifest: ToolManifest<ArtifactsReadInput, ArtifactsReadOutput> = {
  id: 'artifacts.read',
  name: 'Read what a run made',
  purpose: 'Gives the text of a file that a step of a run of the same project made.',
  timeoutSeconds: 20,
  input: artifactsReadInputSchema,
  output: artifactsReadOutputSchema,
};
