import { defineTask } from '../agent.ts';
import { runPlanning } from './embedded.ts';
import { planningInputSchema, planningOutputSchema } from './schema.ts';

/** The step of a run that turns a design into a plan. */
export const planWork = defineTask('planning', {
  title: 'Plan the work',
  input: planningInputSchema,
  output: planningOutputSchema,
  async run(input, context) {
    const result = await runPlanning(input, context);
    for (const [section, percent] of Object.entries(result.progress)) await context.progress(section, percent);
    return result;
  },
});
