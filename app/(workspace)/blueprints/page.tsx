import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { mayAct } from '#lib/domain/access/claims';
import { listBlueprints } from '#lib/server/blueprint/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { BlueprintTable } from '@/components/blueprint/blueprint-table';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('blueprint'))('title') };
}

export default async function BlueprintsPage() {
  const { caller, organization } = await getWorkspace();
  const [t, blueprints] = await Promise.all([getTranslations('blueprint'), listBlueprints()]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          mayAct(caller, 'org_chat', organization.id) && (
            <Button asChild variant="primary">
              <Link href="/blueprints/new">
                <Plus aria-hidden />
                {t('create')}
              </Link>
            </Button>
          )
        }
      />
      <BlueprintTable blueprints={blueprints} />
    </>
  );
}
