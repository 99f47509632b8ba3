import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { mayAct } from '#lib/domain/access/claims';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { NotAllowed } from '@/components/shell/not-allowed';
import { PageHeader } from '@/components/ui/page-header';
import { EditProjectForm } from './_components/edit-project-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('project'))('editTitle') };
}

type EditProjectPageProps = { params: Promise<{ projectId: string }> };

export default async function EditProjectPage({ params }: EditProjectPageProps) {
  const { caller } = await getWorkspace();
  const project = await getProject((await params).projectId);
  if (!project) notFound();
  if (!mayAct(caller, 'org_manage', project.organization)) return <NotAllowed />;
  const t = await getTranslations('project');
  const { id, name, description, requirements } = project;
  return (
    <>
      <PageHeader title={t('editTitle')} description={name} />
      <EditProjectForm id={id} initial={{ name, description: description ?? '', requirements: requirements ?? '' }} />
    </>
  );
}
