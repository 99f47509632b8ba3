'use client';

import { ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { parsePlaces } from '#lib/domain/guardrails/guardrail-finding';
import { type FindingCriteria, findingFilters, findingsHref } from '#lib/domain/guardrails-view/listing';
import { findingHref } from '#lib/domain/guardrails-view/where';
import type { CollectedPage } from '#lib/domain/listing/collect-page';
import type { GuardrailFinding } from '#lib/server/guardrails/queries';
import { Card } from '../ui/card.tsx';
import { cn } from '../ui/class-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { NavTabs } from '../ui/nav-tabs.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';
import { ActionBadge } from './action-badge.tsx';
import { FindingPager } from './finding-pager.tsx';
import { PassageList } from './passage-list.tsx';

type FindingListProps = {
  criteria: FindingCriteria;
  page: CollectedPage<GuardrailFinding>;
  /** Names of projects by id; one that is gone is shown by its id. */
  projectNames: Readonly<Record<string, string>>;
};

/** What guardrails found in the organization, newest first. */
export function FindingList({ criteria, page, projectNames }: FindingListProps) {
  const t = useTranslations('guardrails');
  const hrefOf = (show: FindingCriteria['show']) => findingsHref({ show, after: undefined });
  return (
    <>
      <NavTabs
        label={t('filter.label')}
        currentHref={hrefOf(criteria.show)}
        tabs={findingFilters.map((show) => ({ href: hrefOf(show), label: t(`filter.${show}`) }))}
      />
      <Card className="min-w-0 overflow-hidden">
        {page.items.length === 0 ? (
          <EmptyState icon={ShieldCheck} title={<h2>{t(`empty.${criteria.show}`)}</h2>}>
            {t('emptyBody')}
          </EmptyState>
        ) : (
          <Rows findings={page.items} projectNames={projectNames} />
        )}
      </Card>
      <FindingPager criteria={criteria} nextCursor={page.nextCursor} />
    </>
  );
}

/** On narrow screens what these columns say stands below the finding's name. */
const onWide = 'max-sm:hidden';

type RowsProps = { findings: readonly GuardrailFinding[]; projectNames: FindingListProps['projectNames'] };

function Rows({ findings, projectNames }: RowsProps) {
  const t = useTranslations('guardrails');
  return (
    <Table label={t('title')}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-4">{t('found')}</TableHeadCell>
          <TableHeadCell className="max-sm:pr-4">{t('actionLabel')}</TableHeadCell>
          <TableHeadCell className={onWide}>{t('project')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'pr-4')}>{t('when')}</TableHeadCell>
        </tr>
      </TableHead>
      <tbody>
        {findings.map((finding) => (
          <Row key={finding.id} finding={finding} projectName={projectNames[finding.projectId]} />
        ))}
      </tbody>
    </Table>
  );
}

type RowProps = { finding: GuardrailFinding; projectName: string | undefined };

function Row({ finding, projectName }: RowProps) {
  const t = useTranslations('guardrails');
  const format = useFormatter();
  const { kind, source, action, subject, count, projectId, foundAt } = finding;
  const name = projectName ?? projectId.slice(0, 8);
  return (
    <TableRow className="align-top">
      <th scope="row" className="py-2.5 pr-3 pl-4 font-normal sm:min-w-72">
        <span className="font-medium">
          {t(`kind.${kind}`)}
          {count > 1 && <span className="ml-1.5 font-mono text-sm text-ink-faint">×{format.number(count)}</span>}
        </span>
        {finding.label && kind === 'secret' && <span className="ml-1.5 text-ink-soft">{finding.label}</span>}
        <span className="block text-sm break-words text-ink-soft">
          {t.rich(`source.${source}`, {
            subject,
            name: (text) => (
              <Link href={findingHref(finding)} className="text-accent-text hover:underline">
                <bdi>{text}</bdi>
              </Link>
            ),
          })}
        </span>
        <PassageList finding={finding} places={parsePlaces(finding.places)} />
        <span className="mt-1 block text-sm text-ink-faint sm:hidden">
          <bdi>{name}</bdi> · <RelativeTime value={foundAt} />
        </span>
      </th>
      <TableCell className="py-2 align-top max-sm:pr-4">
        <ActionBadge action={action} />
      </TableCell>
      <TableCell className={cn(onWide, 'max-w-56 py-2.5 align-top')}>
        <Link
          href={`/projects/${encodeURIComponent(projectId)}`}
          className="block truncate text-ink-soft hover:text-accent-text hover:underline"
        >
          <bdi>{name}</bdi>
        </Link>
      </TableCell>
      <TableCell className={cn(onWide, 'py-2.5 pr-4 align-top text-sm whitespace-nowrap text-ink-soft')}>
        <RelativeTime value={foundAt} />
      </TableCell>
    </TableRow>
  );
}
