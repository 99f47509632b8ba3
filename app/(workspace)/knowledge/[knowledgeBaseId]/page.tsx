import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { mayAct } from '#lib/domain/access/claims';
import { getKnowledgeBase, listKnowledgeSources } from '#lib/server/knowledge/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { KnowledgeView } from '@/components/knowledge/knowledge-view';

type KnowledgeBasePageProps = { params: Promise<{ knowledgeBaseId: string }> };

export async function generateMetadata({ params }: KnowledgeBasePageProps): Promise<Metadata> {
  const base = await getKnowledgeBase((await params).knowledgeBaseId);
  return base ? { title: base.name } : {};
}

export default async function KnowledgeBasePage({ params }: KnowledgeBasePageProps) {
  const { caller } = await getWorkspace();
  const { knowledgeBaseId } = await params;
  const base = await getKnowledgeBase(knowledgeBaseId);
  if (!base) notFound();
  return (
    <KnowledgeView
      initial={base}
      initialSources={await listKnowledgeSources(knowledgeBaseId)}
      mayChange={mayAct(caller, 'org_chat', base.organization)}
    />
  );
}
