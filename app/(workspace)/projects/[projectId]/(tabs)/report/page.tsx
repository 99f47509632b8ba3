import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { listProjectArtifacts } from '#lib/server/artifact/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { ArtifactTable } from '@/components/artifact/artifact-table';
import { SectionCard } from '@/components/ui/card';

type ReportPageProps = { params: Promise<{ projectId: string }> };

export default async function ReportPage({ params }: ReportPageProps) {
  await getWorkspace();
  const { projectId } = await params;
  if (!(await getProject(projectId))) notFound();
  const [t, artifacts] = await Promise.all([getTranslations('project'), listProjectArtifacts(projectId)]);
  return (
    <SectionCard title={t('results')}>
      <ArtifactTable artifacts={artifacts} />
    </SectionCard>
  );
}
