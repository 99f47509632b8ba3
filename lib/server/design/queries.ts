import 'server-only';
import { designBlueprintId, designStepId } from '#lib/domain/design-view/design-files';
import { readStepRecord, type StepRecord, stepRecordFields } from '#lib/domain/run-view/step-record';
import { getDataClient } from '../data/data-client.ts';
import { dataOf } from '../data/query-error.ts';
import { listProjectRuns, type RunSummary } from '../run/queries.ts';

/** The runs of a project that make a technical design, newest first. */
export async function listDesignRuns(projectId: string): Promise<RunSummary[]> {
  return (await listProjectRuns(projectId)).filter(({ blueprintId }) => blueprintId === designBlueprintId);
}

/** What the step of a run that writes the design has made; undefined before a worker was at it. */
export async function getDesignStep(runId: string): Promise<StepRecord | undefined> {
  const client = await getDataClient();
  const answer = await client.models.RunStep.get(
    { id: `${runId}#${designStepId}` },
    { selectionSet: stepRecordFields },
  );
  const record = dataOf('getRunStep', answer);
  return record ? readStepRecord(record) : undefined;
}
