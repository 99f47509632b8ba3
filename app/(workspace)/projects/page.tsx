import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { mayAct } from '#lib/domain/access/claims';
import { parseProjectCriteria } from '#lib/domain/project/listing';
import { getWorkspace } from '#lib/server/organization/queries';
import { listProjects } from '#lib/server/project/queries';
import { NewProjectButton } from '@/components/project/new-project-button';
import { PageHeader } from '@/components/ui/page-header';
import { ProjectList } from './_components/project-list.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('projects'))('title') };
}

type ProjectsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ProjectsPage({ searchParams }: ProjectsPageProps) {
  const criteria = parseProjectCriteria(await searchParams);
  const { caller, organization } = await getWorkspace();
  const [t, page] = await Promise.all([getTranslations(), listProjects(criteria)]);
  return (
    <>
      <PageHeader
        title={t('projects.title')}
        description={t('projects.description')}
        actions={mayAct(caller, 'org_manage', organization.id) && <NewProjectButton />}
      />
      <ProjectList criteria={criteria} page={page} />
    </>
  );
}
