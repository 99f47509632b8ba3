import { ArrowLeft } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { compareRuns } from '#lib/domain/run-view/compare-runs';
import { getWorkspace } from '#lib/server/organization/queries';
import { getComparedSteps, getOutputText } from '#lib/server/run/compared-steps';
import { getRun, listProjectRuns } from '#lib/server/run/queries';
import { CompareTable } from '@/components/run/compare/compare-table';
import { OtherRunForm } from '@/components/run/compare/other-run-form';
import { OutputDiff } from '@/components/run/compare/output-diff';
import { PageHeader } from '@/components/ui/page-header';

type ComparePageProps = {
  params: Promise<{ projectId: string; runId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('run.compare'))('title') };
}

const single = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');

export default async function ComparePage({ params, searchParams }: ComparePageProps) {
  await getWorkspace();
  const { projectId, runId } = await params;
  const query = await searchParams;
  const [t, run] = await Promise.all([getTranslations('run.compare'), getRun(runId)]);
  if (run?.projectId !== projectId) notFound();
  const otherId = single(query.with);
  const [runs, other] = await Promise.all([listProjectRuns(projectId), otherId ? getRun(otherId) : null]);
  if (otherId && other?.projectId !== projectId) notFound();
  const rows = other
    ? compareRuns(...(await Promise.all([getComparedSteps(run), getComparedSteps(other)])))
    : undefined;
  const row = rows?.find(({ key }) => key === single(query.step));
  const base = `/projects/${projectId}/runs/${runId}`;
  return (
    <>
      <Link href={base} className="flex items-center gap-1.5 text-sm text-ink-soft hover:text-accent-text">
        <ArrowLeft aria-hidden className="size-3.5" />
        {t('back')}
      </Link>
      <PageHeader title={t('title')} description={run.name} />
      <OtherRunForm
        action={`${base}/compare`}
        runs={runs.filter(({ id }) => id !== runId)}
        chosen={other?.id}
        replayOf={run.replayOf ?? undefined}
      />
      {rows && other && (
        <CompareTable
          rows={rows}
          selected={row?.key}
          left={{ id: run.id, status: run.status }}
          right={{ id: other.id, status: other.status }}
          projectId={projectId}
        />
      )}
      {row?.output === 'different' && (
        <OutputDiff
          title={row.title}
          before={await getOutputText(projectId, row.right)}
          after={await getOutputText(projectId, row.left)}
        />
      )}
    </>
  );
}
