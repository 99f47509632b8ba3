import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { mayAct } from '#lib/domain/access/claims';
import { listKnowledgeBases } from '#lib/server/knowledge/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { CreateKnowledgeButton } from '@/components/knowledge/create-knowledge-button';
import { KnowledgeTable } from '@/components/knowledge/knowledge-table';
import { PageHeader } from '@/components/ui/page-header';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('knowledge'))('title') };
}

export default async function KnowledgePage() {
  const { caller, organization } = await getWorkspace();
  const [t, bases] = await Promise.all([getTranslations('knowledge'), listKnowledgeBases()]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('purpose')}
        actions={bases.length > 0 && mayAct(caller, 'org_chat', organization.id) && <CreateKnowledgeButton />}
      />
      <KnowledgeTable initial={bases} />
    </>
  );
}
