import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readApprovalFilter } from '#lib/domain/run-view/approval-filter';
import { getProject } from '#lib/server/project/queries';
import { listOrganizationApprovals } from '#lib/server/run/queries';
import { ApprovalTable } from '@/components/run/approval-table';
import { PageHeader } from '@/components/ui/page-header';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('approval'))('title') };
}

/** So many projects are named; the rest by their ids. */
const NAMED_PROJECTS = 50;

type ApprovalsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ApprovalsPage({ searchParams }: ApprovalsPageProps) {
  const [t, approvals] = await Promise.all([getTranslations('approval'), listOrganizationApprovals()]);
  const ids = [...new Set(approvals.map(({ projectId }) => projectId))].slice(0, NAMED_PROJECTS);
  const projects = await Promise.all(ids.map((id) => getProject(id)));
  const projectNames = Object.fromEntries(projects.flatMap((project) => (project ? [[project.id, project.name]] : [])));
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <ApprovalTable
        initial={approvals}
        filter={readApprovalFilter((await searchParams).show)}
        projectNames={projectNames}
      />
    </>
  );
}
