import type { AgentManifest } from '../agent.ts';
import {
  type InterviewInput,
  type InterviewOutput,
  interviewInputSchema,
  interviewOutputSchema,
} from './interview/schema.ts';

export const techDesignManifest: AgentManifest<InterviewInput, InterviewOutput> = {
  id: 'tech-design',
  name: 'Technical design',
  purpose:
    'Scans a source, asks what it does not say, and writes a technical design whose claims lead back to their lines.',
  phase: 'technical-design',
  provider: 'embedded',
  tools: ['scan.source', 'documents.read', 'artifacts.read', 'document.render'],
  timeoutSeconds: 180,
  retries: 2,
  memoryMb: 1024,
  costClass: 'free',
  input: interviewInputSchema,
  output: interviewOutputSchema,
};
