import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { mayAct } from '#lib/domain/access/claims';
import { primaryRole } from '#lib/domain/access/primary-role';
import { parseProjectCriteria } from '#lib/domain/project/listing';
import { listOrganizationActivity } from '#lib/server/activity/queries';
import { listAgents } from '#lib/server/agent/queries';
import { listOrganizationArtifacts } from '#lib/server/artifact/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { listProjects } from '#lib/server/project/queries';
import { NewProjectButton } from '@/components/project/new-project-button';
import { PageHeader } from '@/components/ui/page-header';
import { AdminHome } from './_components/admin-home.tsx';
import { ArchitectHome } from './_components/architect-home.tsx';
import { DeveloperHome } from './_components/developer-home.tsx';
import { HOME_ACTIVITY, HOME_FILES, HOME_PROJECTS } from './_components/home-sizes.ts';
import { ManagerHome } from './_components/manager-home.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('home') };
}

export default async function HomePage() {
  const { caller, organization } = await getWorkspace();
  const role = primaryRole(caller.roles) ?? 'none';
  const t = await getTranslations(`home.${role}`);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={mayAct(caller, 'org_manage', organization.id) && <NewProjectButton />}
      />
      <Home role={role} />
    </>
  );
}

/** What each role comes to do. */
async function Home({ role }: { role: NonNullable<ReturnType<typeof primaryRole>> | 'none' }) {
  if (role === 'none') return null;
  const [page, activity] = await Promise.all([
    listProjects(parseProjectCriteria({}), HOME_PROJECTS),
    listOrganizationActivity(HOME_ACTIVITY),
  ]);
  const shared = { projects: page.items, hasMore: page.nextCursor !== null, activity };
  switch (role) {
    case 'admin':
      return <AdminHome {...shared} agents={await listAgents()} />;
    case 'project_manager':
      return <ManagerHome {...shared} />;
    case 'architect':
      return <ArchitectHome {...shared} />;
    case 'developer':
      return <DeveloperHome {...shared} artifacts={await listOrganizationArtifacts(HOME_FILES)} />;
  }
}
