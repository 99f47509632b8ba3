import { defineTask } from '../agent.ts';
import { runImplementation } from './embedded.ts';
import { implementationInputSchema, implementationOutputSchema } from './schema.ts';

/** The bundle as a step of a run. */
export const buildBundle = defineTask('implementation', {
  title: 'Build the code bundle',
  input: implementationInputSchema,
  output: implementationOutputSchema,
  given: ['project'],
  async run(input, context) {
    const result = await runImplementation(input, context);
    for (const [section, percent] of Object.entries(result.progress)) await context.progress(section, percent);
    const { files, rules, gaps } = result.output.bundle;
    context.log(`${files.length} files, ${rules.length} rules with tests, ${gaps.length} gaps.`);
    return result;
  },
});
