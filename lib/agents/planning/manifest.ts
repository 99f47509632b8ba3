import type { AgentManifest } from '../agent.ts';
import { type PlanningInput, type PlanningOutput, planningInputSchema, planningOutputSchema } from './schema.ts';

export const planningManifest: AgentManifest<PlanningInput, PlanningOutput> = {
  id: 'planning',
  name: 'Planning',
  purpose: 'Turns a design into tasks with estimates, dates, a critical path, milestones and risks.',
  phase: 'transformation',
  provider: 'embedded',
  tools: [],
  timeoutSeconds: 60,
  retries: 1,
  memoryMb: 512,
  costClass: 'free',
  input: planningInputSchema,
  output: planningOutputSchema,
};
