import type { AgentManifest } from '../agent.ts';
import {
  type AssessmentInput,
  type AssessmentOutput,
  assessmentInputSchema,
  assessmentOutputSchema,
} from './schema.ts';

export const assessmentManifest: AgentManifest<AssessmentInput, AssessmentOutput> = {
  id: 'assessment',
  name: 'Assessment',
  purpose: 'Interviews you about readiness for agentic AI and reports maturity, gaps, risks, use cases and next steps.',
  phase: 'transformation',
  provider: 'embedded',
  tools: [],
  timeoutSeconds: 60,
  retries: 1,
  memoryMb: 512,
  costClass: 'free',
  input: assessmentInputSchema,
  output: assessmentOutputSchema,
};
