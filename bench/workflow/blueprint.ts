import type { BlueprintDefinition } from '../../lib/domain/blueprint/schema.ts';
import { RESULT } from './steps.ts';

const BRANCHING = 300;
const SIZE = 400;

const step = (id: string, rest: Partial<BlueprintDefinition['steps'][number]>) => ({
  ...{ id, title: id, agent: 'probe', ...rest },
});

/** The workflow as a blueprint of probes, which answer at once; results of 500 bytes or a little more. */
export const workflowBlueprint: BlueprintDefinition = {
  schemaVersion: 1,
  id: 'bench-workflow',
  name: 'Workflow of the benchmark',
  version: 1,
  inputs: { document: { type: 'string', required: true } },
  steps: [
    step('parse', { inputs: { value: { from: 'run.input.document' } } }),
    // Its items, three of a hundred bytes, are what the content branches over.
    step('analysis', {
      after: ['parse'],
      inputs: { size: { value: BRANCHING }, value: { value: RESULT.slice(BRANCHING) } },
    }),
    step('content', {
      forEach: { from: 'steps.analysis.output.items', limit: 3 },
      inputs: { value: { from: 'item' }, size: { value: SIZE } },
    }),
    step('compliance', { after: ['content'], inputs: { value: { from: 'steps.parse.output.value' } } }),
    step('qa', { inputs: { value: { from: 'steps.compliance.output.value' } } }),
    step('submission', { inputs: { value: { from: 'steps.qa.output.value' } } }),
  ],
};
