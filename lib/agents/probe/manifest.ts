import type { AgentManifest } from '../agent.ts';
import { type ProbeInput, probeInputSchema, probeOutputSchema } from './schema.ts';

export const probeManifest: AgentManifest<ProbeInput, unknown> = {
  id: 'probe',
  name: 'Probe',
  purpose: 'Says back what it is told, late, badly or not at all as you ask: for trying out blueprints and the engine.',
  phase: 'platform',
  provider: 'embedded',
  tools: [],
  timeoutSeconds: 60,
  retries: 0,
  memoryMb: 128,
  costClass: 'free',
  input: probeInputSchema,
  output: probeOutputSchema,
};
