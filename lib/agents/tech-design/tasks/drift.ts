import { drift } from '#lib/design-doc/drift';
import { traceabilitySchema } from '#lib/domain/design-document/document';
import { artifactsReadOutputSchema } from '#lib/tools/artifacts-read/schema';
import { AgentInputError, type AgentResult, defineTask, noUsage, type TaskContext } from '../../agent.ts';
import { driftMarkdown, driftReport } from '../drift-report.ts';
import { scan } from '../load-input.ts';
import { techDesignManifest } from '../manifest.ts';
import { type DriftInput, type DriftOutput, driftInputSchema, driftOutputSchema } from '../schema.ts';

/** Says which claims of a design no longer hold for a newer upload of its source. */
export const driftTask = defineTask(techDesignManifest.id, {
  title: 'Drift',
  input: driftInputSchema,
  output: driftOutputSchema,
  run: findDrift,
});

async function findDrift({ source, run }: DriftInput, context: TaskContext): Promise<AgentResult<DriftOutput>> {
  const wanted = { runId: run, stepId: 'review', name: 'traceability.json' };
  const { file } = artifactsReadOutputSchema.parse(await context.callTool('artifacts.read', wanted));
  if (!file) {
    const reason = `there is no technical design of a run "${run}" in this project`;
    throw new AgentInputError(techDesignManifest.id, 'run', reason);
  }
  const traceability = traceabilitySchema.parse(JSON.parse(file.text));
  const { model, document } = await scan(source, context);
  const output: DriftOutput = {
    run,
    source: { documentId: document.id, name: document.name },
    ...driftReport(traceability, drift(traceability, model)),
  };
  const said = `${output.broken} of ${output.claims} claims no longer hold, ${output.moved} stand elsewhere.`;
  await context.emit(said);
  context.log(said);
  return {
    output,
    artifacts: [
      { name: 'drift.json', contentType: 'application/json', body: `${JSON.stringify(output, null, 2)}\n` },
      { name: 'drift.md', contentType: 'text/markdown; charset=utf-8', body: driftMarkdown(output) },
    ],
    ...{ evidence: [], questions: [], progress: { drift: 100 }, usage: noUsage },
  };
}
