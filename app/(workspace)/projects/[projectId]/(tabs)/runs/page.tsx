import { notFound } from 'next/navigation';
import { mayAct } from '#lib/domain/access/claims';
import { readRunFilter } from '#lib/domain/run-view/run-filter';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { listProjectRuns } from '#lib/server/run/queries';
import { RunTable } from '@/components/run/run-table';

type RunsPageProps = {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function RunsPage({ params, searchParams }: RunsPageProps) {
  const { caller } = await getWorkspace();
  const { projectId } = await params;
  const project = await getProject(projectId);
  if (!project) notFound();
  const runs = await listProjectRuns(projectId);
  return (
    <RunTable
      projectId={projectId}
      initial={runs}
      filter={readRunFilter((await searchParams).show)}
      mayStart={mayAct(caller, 'org_chat', project.organization) && !project.archivedAt}
    />
  );
}
