import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { mayAct } from '#lib/domain/access/claims';
import { getDocument } from '#lib/server/document/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { DocumentViewer } from '@/components/document/viewer/document-viewer';

type DocumentPageProps = { params: Promise<{ projectId: string; documentId: string }> };

export async function generateMetadata({ params }: DocumentPageProps): Promise<Metadata> {
  const document = await getDocument((await params).documentId);
  return document ? { title: document.name } : {};
}

export default async function DocumentPage({ params }: DocumentPageProps) {
  const { caller } = await getWorkspace();
  const { projectId, documentId } = await params;
  const [project, document] = await Promise.all([getProject(projectId), getDocument(documentId)]);
  if (!project || document?.projectId !== projectId) notFound();
  return (
    <DocumentViewer
      project={{ id: projectId, name: project.name }}
      initial={document}
      mayChange={mayAct(caller, 'org_chat', document.organization) && !project.archivedAt}
    />
  );
}
