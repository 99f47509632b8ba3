import { notFound } from 'next/navigation';
import { mayAct } from '#lib/domain/access/claims';
import { revisionsOfStep } from '#lib/domain/design-view/design-files';
import { readStored } from '#lib/domain/run-view/stored-value';
import { getDesignStep, listDesignRuns } from '#lib/server/design/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { getRun } from '#lib/server/run/queries';
import { DesignPending } from '@/components/design/design-pending';
import { DesignView } from '@/components/design/design-view';

type DesignPageProps = {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function DesignPage({ params, searchParams }: DesignPageProps) {
  const { caller } = await getWorkspace();
  const [{ projectId }, { run: wanted }] = await Promise.all([params, searchParams]);
  const project = await getProject(projectId);
  if (!project) notFound();
  const mayChange = mayAct(caller, 'org_chat', project.organization) && !project.archivedAt;
  const runs = await listDesignRuns(projectId);
  const chosen = await findDesign(
    runs.map(({ id }) => id),
    typeof wanted === 'string' ? wanted : undefined,
  );
  if (!chosen) return <DesignPending projectId={projectId} newest={runs[0] ?? null} mayChange={mayChange} />;
  const run = await getRun(chosen.runId);
  const input = readStored(run?.input);
  const source = typeof input === 'object' && input !== null && 'source' in input ? input.source : null;
  return (
    <DesignView
      key={chosen.runId}
      projectId={projectId}
      runId={chosen.runId}
      runs={runs.map(({ id, name, status, startedAt }) => ({ id, name, status, startedAt }))}
      revisions={chosen.revisions}
      sourceId={typeof source === 'string' ? source : null}
      mayChange={mayChange}
    />
  );
}

/** The design of the run that is asked for, else the newest that has one. */
async function findDesign(runIds: readonly string[], wanted: string | undefined) {
  const candidates = wanted !== undefined && runIds.includes(wanted) ? [wanted] : runIds.slice(0, 10);
  for (const runId of candidates) {
    const revisions = revisionsOfStep(await getDesignStep(runId));
    if (revisions.length > 0) return { runId, revisions };
  }
  return undefined;
}
