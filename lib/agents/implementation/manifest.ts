import type { AgentManifest } from '../agent.ts';
import {
  type ImplementationInput,
  type ImplementationOutput,
  implementationInputSchema,
  implementationOutputSchema,
} from './schema.ts';

export const implementationManifest: AgentManifest<ImplementationInput, ImplementationOutput> = {
  id: 'implementation',
  name: 'Implementation',
  purpose:
    'Writes a specification per component and a code bundle that runs and passes its tests without installing anything.',
  phase: 'transformation',
  provider: 'embedded',
  tools: [],
  timeoutSeconds: 120,
  retries: 1,
  memoryMb: 512,
  costClass: 'free',
  input: implementationInputSchema,
  output: implementationOutputSchema,
};
