import { SlidersHorizontal } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { readFindingCriteria } from '#lib/domain/guardrails-view/listing';
import { listGuardrailFindings } from '#lib/server/guardrails/queries';
import { getProject } from '#lib/server/project/queries';
import { FindingList } from '@/components/guardrails/finding-list';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('guardrails'))('title') };
}

type GuardrailsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function GuardrailsPage({ searchParams }: GuardrailsPageProps) {
  const criteria = readFindingCriteria(await searchParams);
  const [t, page] = await Promise.all([getTranslations('guardrails'), listGuardrailFindings(criteria)]);
  const ids = [...new Set(page.items.map(({ projectId }) => projectId))];
  const projects = await Promise.all(ids.map((id) => getProject(id)));
  const projectNames = Object.fromEntries(projects.flatMap((project) => (project ? [[project.id, project.name]] : [])));
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Button asChild>
            <Link href="/guardrails/policy">
              <SlidersHorizontal aria-hidden />
              {t('policy.title')}
            </Link>
          </Button>
        }
      />
      <FindingList criteria={criteria} page={page} projectNames={projectNames} />
    </>
  );
}
