import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { mayAct } from '#lib/domain/access/claims';
import { readDefinition } from '#lib/domain/run-view/definition';
import { readRunProgress } from '#lib/domain/run-view/run-detail';
import { readStepRecord } from '#lib/domain/run-view/step-record';
import { readStored } from '#lib/domain/run-view/stored-value';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { getRun, listRunApprovals, listRunSteps } from '#lib/server/run/queries';
import { RunView } from '@/components/run/run-view';

type RunPageProps = { params: Promise<{ projectId: string; runId: string }> };

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  const run = await getRun((await params).runId);
  return run ? { title: run.name } : {};
}

export default async function RunPage({ params }: RunPageProps) {
  const { caller } = await getWorkspace();
  const { projectId, runId } = await params;
  const [project, run] = await Promise.all([getProject(projectId), getRun(runId)]);
  if (!project || run?.projectId !== projectId) notFound();
  const [steps, approvals] = await Promise.all([listRunSteps(runId), listRunApprovals(runId)]);
  return (
    <RunView
      run={{
        id: run.id,
        projectId,
        projectName: project.name,
        name: run.name,
        input: readStored(run.input),
        correlationId: run.correlationId,
        startedByEmail: run.startedByEmail ?? null,
        startedAt: run.startedAt,
        replayOf: run.replayOf ?? null,
        fromStepId: run.fromStepId ?? null,
        isFork: run.isFork ?? false,
      }}
      definition={readDefinition(run.definition)}
      initialProgress={readRunProgress(run)}
      initialSteps={steps.map(readStepRecord)}
      initialApprovals={approvals}
      mayChange={mayAct(caller, 'org_chat', run.organization) && !project.archivedAt}
    />
  );
}
