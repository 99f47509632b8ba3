import { notFound } from 'next/navigation';
import { mayAct } from '#lib/domain/access/claims';
import { listProjectDocuments } from '#lib/server/document/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { DocumentsView } from '@/components/document/documents-view';

type DocumentsPageProps = { params: Promise<{ projectId: string }> };

export default async function DocumentsPage({ params }: DocumentsPageProps) {
  const { caller } = await getWorkspace();
  const { projectId } = await params;
  const project = await getProject(projectId);
  if (!project) notFound();
  return (
    <DocumentsView
      projectId={projectId}
      initial={await listProjectDocuments(projectId)}
      mayChange={mayAct(caller, 'org_chat', project.organization) && !project.archivedAt}
    />
  );
}
