import type { AgentManifest } from '../agent.ts';
import { type DesignInput, type DesignOutput, designInputSchema, designOutputSchema } from './schema.ts';

export const designManifest: AgentManifest<DesignInput, DesignOutput> = {
  id: 'design',
  name: 'Design',
  purpose:
    'Turns the answers of an assessment into a high-level solution, with the rule and the answers behind each choice.',
  phase: 'transformation',
  provider: 'embedded',
  tools: [],
  timeoutSeconds: 60,
  retries: 1,
  memoryMb: 512,
  costClass: 'free',
  input: designInputSchema,
  output: designOutputSchema,
};
