import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { mayAct } from '#lib/domain/access/claims';
import { getWorkspace } from '#lib/server/organization/queries';
import { NotAllowed } from '@/components/shell/not-allowed';
import { PageHeader } from '@/components/ui/page-header';
import { NewProjectForm } from './_components/new-project-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('project'))('create') };
}

export default async function NewProjectPage() {
  const { caller, organization } = await getWorkspace();
  if (!mayAct(caller, 'org_manage', organization.id)) return <NotAllowed />;
  const t = await getTranslations('project');
  return (
    <>
      <PageHeader title={t('create')} description={t('createDescription')} />
      <NewProjectForm id={crypto.randomUUID()} />
    </>
  );
}
