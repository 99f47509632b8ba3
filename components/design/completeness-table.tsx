'use client';

import { CircleAlert, CircleCheck, ListChecks, MessageSquareMore } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useCompleteness } from '#lib/client/design/use-design-data';
import { useUrlState } from '#lib/client/run/use-url-state';
import { type Completeness, completenessStatuses } from '#lib/domain/design-document/document';
import type { StepArtifact } from '#lib/domain/run-view/step-record';
import { Card } from '../ui/card.tsx';
import { cn } from '../ui/class-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Select } from '../ui/select.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StateBadge, type Tone } from '../ui/state-badge.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';

type Item = Completeness['items'][number];

const look = {
  complete: { tone: 'done', icon: CircleCheck },
  incomplete: { tone: 'failed', icon: CircleAlert },
  'needs input': { tone: 'waiting', icon: MessageSquareMore },
} as const satisfies Record<Item['status'], { tone: Tone; icon: typeof CircleCheck }>;

/** Names of the statuses in the catalogue, which has no spaces in its keys. */
const keyOf = { complete: 'complete', incomplete: 'incomplete', 'needs input': 'needsInput' } as const;

/** On narrow screens the reason stands below the item's title. */
const onWide = 'max-md:hidden';

type CompletenessTableProps = { projectId: string; files: readonly StepArtifact[] };

/** How the design stands to each item of the checklist, why, and what would complete it. */
export function CompletenessTable({ projectId, files }: CompletenessTableProps) {
  const t = useTranslations('technicalDesign.completeness');
  const url = useUrlState();
  const completeness = useCompleteness({ projectId, files });
  if (completeness.isError) {
    return (
      <Card>
        <ErrorState title={t('failed')} onRetry={() => void completeness.refetch()} />
      </Card>
    );
  }
  if (!completeness.data) return <Skeleton className="h-96" />;
  const { items } = completeness.data;
  const wanted = completenessStatuses.find((status) => keyOf[status] === url.get('show'));
  const shown = wanted === undefined ? items : items.filter(({ status }) => status === wanted);
  const countOf = (status: Item['status']) => items.filter((item) => item.status === status).length;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label={t('show')}
          value={wanted === undefined ? '' : keyOf[wanted]}
          onChange={({ target }) => url.replace({ show: target.value || null })}
        >
          <option value="">{t('all', { count: items.length })}</option>
          {completenessStatuses.map((status) => (
            <option key={status} value={keyOf[status]}>
              {t(`count.${keyOf[status]}`, { count: countOf(status) })}
            </option>
          ))}
        </Select>
      </div>
      <Card className="min-w-0 overflow-hidden">
        {shown.length === 0 ? (
          <EmptyState icon={ListChecks} title={t('none')} />
        ) : (
          <Table label={t('title')}>
            <TableHead>
              <tr>
                <TableHeadCell className="pl-4">{t('item')}</TableHeadCell>
                <TableHeadCell>{t('status')}</TableHeadCell>
                <TableHeadCell className={cn(onWide, 'pr-4')}>{t('why')}</TableHeadCell>
              </tr>
            </TableHead>
            <tbody>
              {shown.map((item) => (
                <Row key={item.id} projectId={projectId} item={item} hrefOf={url.hrefWith} />
              ))}
            </tbody>
          </Table>
        )}
      </Card>
    </div>
  );
}

type RowProps = {
  projectId: string;
  item: Item;
  hrefOf: (changes: Readonly<Record<string, string | null>>) => string;
};

function Row({ projectId, item, hrefOf }: RowProps) {
  const t = useTranslations('technicalDesign.completeness');
  const { title, section, status, why, questions } = item;
  const reason = (
    <>
      <span className="block break-words text-ink-soft">{why}</span>
      {questions.length > 0 && (
        <Link
          href={`/projects/${projectId}/chat?agent=tech-design`}
          className="text-accent-text hover:underline"
          title={questions.join(', ')}
        >
          {t('answer', { count: questions.length })}
        </Link>
      )}
    </>
  );
  return (
    <TableRow>
      <th scope="row" className="max-w-96 py-2 pr-3 pl-4 align-top font-normal">
        <a
          href={`${hrefOf({ view: null, show: null })}#${section}`}
          className="font-medium break-words hover:text-accent-text hover:underline"
        >
          {title}
        </a>
        <span className="block text-sm md:hidden">{reason}</span>
      </th>
      <TableCell className="py-2 align-top">
        <StateBadge {...look[status]}>{t(keyOf[status])}</StateBadge>
      </TableCell>
      <TableCell className={cn(onWide, 'max-w-160 py-2 pr-4 align-top text-sm')}>{reason}</TableCell>
    </TableRow>
  );
}
