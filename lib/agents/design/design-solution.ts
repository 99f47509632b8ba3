import { defineTask } from '../agent.ts';
import { runDesign } from './embedded.ts';
import { designManifest } from './manifest.ts';
import { designInputSchema, designOutputSchema } from './schema.ts';

/** The step of a run that turns an assessment's report into a design. */
export const designTask = defineTask(designManifest.id, {
  title: 'Design the solution',
  input: designInputSchema,
  output: designOutputSchema,
  given: ['project'],
  run: runDesign,
});
