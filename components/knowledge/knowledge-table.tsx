'use client';

import { BookOpen, Search, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { type KnowledgeBase, useLiveKnowledgeBases } from '#lib/client/knowledge/use-live-knowledge-bases';
import { useUrlState } from '#lib/client/run/use-url-state';
import { knowledgeOrders, parseKnowledgeCriteria, selectKnowledgeBases } from '#lib/domain/knowledge-view/listing';
import { useMay, useWorkspace } from '../providers/workspace-context.tsx';
import { Card } from '../ui/card.tsx';
import { cn } from '../ui/class-names.ts';
import { CopyId } from '../ui/copy-id.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Input } from '../ui/input.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Select } from '../ui/select.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';
import { CreateKnowledgeButton } from './create-knowledge-button.tsx';
import { KnowledgeStatusBadge } from './knowledge-status-badge.tsx';

/** The organization's knowledge bases, live, sorted and filtered by the address. */
export function KnowledgeTable({ initial }: { initial: readonly KnowledgeBase[] }) {
  const t = useTranslations('knowledge');
  const url = useUrlState();
  const { organization } = useWorkspace();
  const mayChange = useMay('org_chat');
  const bases = useLiveKnowledgeBases(organization.id, initial);
  const criteria = parseKnowledgeCriteria({ q: url.get('q'), order: url.get('order') });
  const shown = selectKnowledgeBases(bases, criteria);
  if (bases.length === 0) {
    return (
      <Card>
        <EmptyState icon={BookOpen} title={<h2>{t('none')}</h2>} action={mayChange && <CreateKnowledgeButton />}>
          {t(mayChange ? 'noneBody' : 'noneBodyReader')}
        </EmptyState>
      </Card>
    );
  }
  return (
    <div className="grid gap-3">
      <search className="flex flex-wrap gap-2">
        <div className="relative min-w-48 flex-1 sm:max-w-80">
          <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-ink-faint" />
          <Input
            type="search"
            defaultValue={criteria.q}
            aria-label={t('filter')}
            placeholder={t('filter')}
            className="pl-8.5"
            onChange={({ target }) => url.replace({ q: target.value || null })}
          />
        </div>
        <Select
          aria-label={t('order.label')}
          value={criteria.order}
          onChange={({ target }) => url.replace({ order: target.value === 'name' ? null : target.value })}
        >
          {knowledgeOrders.map((order) => (
            <option key={order} value={order}>
              {t(`order.${order}`)}
            </option>
          ))}
        </Select>
      </search>
      <Card className="min-w-0 overflow-hidden">
        {shown.length === 0 ? <EmptyState icon={SearchX} title={t('noMatch')} /> : <Rows bases={shown} />}
      </Card>
    </div>
  );
}

/** On narrow screens what matters most of these columns stands below the name. */
const onWide = 'max-sm:hidden';

function Rows({ bases }: { bases: readonly KnowledgeBase[] }) {
  const t = useTranslations('knowledge');
  const format = useFormatter();
  return (
    <Table label={t('title')}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-4">{t('name')}</TableHeadCell>
          <TableHeadCell>{t('statusLabel')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'text-right')}>{t('documents')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'text-right')}>{t('passages')}</TableHeadCell>
          <TableHeadCell className={onWide}>{t('synced')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'pr-4')}>{t('id')}</TableHeadCell>
        </tr>
      </TableHead>
      <tbody>
        {bases.map((base) => (
          <TableRow key={base.id}>
            <th scope="row" className="max-w-120 py-1.5 pr-3 pl-4 font-normal sm:min-w-48">
              <Link
                href={`/knowledge/${base.id}`}
                className="block font-medium break-words hover:text-accent-text hover:underline sm:truncate"
              >
                {base.name}
              </Link>
              {base.description && <span className="block text-sm text-ink-faint sm:truncate">{base.description}</span>}
              <span className="block text-sm text-ink-soft sm:hidden">
                {t('documentCount', { count: base.documentCount ?? 0 })}
              </span>
            </th>
            <TableCell>
              <KnowledgeStatusBadge status={base.status} />
            </TableCell>
            <TableCell className={cn(onWide, 'text-right font-mono text-sm tabular-nums')}>
              {format.number(base.documentCount ?? 0)}
            </TableCell>
            <TableCell className={cn(onWide, 'text-right font-mono text-sm tabular-nums')}>
              {format.number(base.chunkCount ?? 0)}
            </TableCell>
            <TableCell className={cn(onWide, 'text-sm whitespace-nowrap text-ink-soft')}>
              {base.syncedAt ? <RelativeTime value={base.syncedAt} /> : t('never')}
            </TableCell>
            <TableCell className={cn(onWide, 'pr-4')}>
              <CopyId value={base.id} short={base.id.slice(0, 8)} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
