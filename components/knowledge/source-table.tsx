'use client';

import { FileText, Plus, X } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { removeKnowledgeDocument } from '#lib/actions/knowledge/remove-knowledge-document';
import type { KnowledgeBase } from '#lib/client/knowledge/use-live-knowledge-bases';
import type { KnowledgeSource } from '#lib/client/knowledge/use-live-knowledge-sources';
import { documentHref } from '#lib/domain/document-view/place';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { cn } from '../ui/class-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';
import { toast } from '../ui/toast.ts';
import { SourceStatusBadge } from './knowledge-status-badge.tsx';

type SourceTableProps = {
  base: KnowledgeBase;
  sources: readonly KnowledgeSource[];
  mayChange: boolean;
  onAdd: () => void;
};

/** On narrow screens these columns are left out. */
const onWide = 'max-sm:hidden';

/** The documents in a knowledge base. */
export function SourceTable({ base, sources, mayChange, onAdd }: SourceTableProps) {
  const t = useTranslations('knowledge');
  if (sources.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={FileText}
          title={<h2>{t('noDocuments')}</h2>}
          action={
            mayChange && (
              <Button aria-haspopup="dialog" onClick={onAdd}>
                <Plus aria-hidden />
                {t('add.open')}
              </Button>
            )
          }
        >
          {t('noDocumentsBody')}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card className="min-w-0 overflow-hidden">
      <Table label={t('documents')}>
        <TableHead>
          <tr>
            <TableHeadCell className="pl-4">{t('document')}</TableHeadCell>
            <TableHeadCell>{t('statusLabel')}</TableHeadCell>
            <TableHeadCell className={cn(onWide, 'text-right')}>{t('passages')}</TableHeadCell>
            <TableHeadCell className={onWide}>{t('added')}</TableHeadCell>
            <TableHeadCell className={onWide}>{t('indexed')}</TableHeadCell>
            {mayChange && (
              <TableHeadCell className="pr-4">
                <span className="sr-only">{t('actions')}</span>
              </TableHeadCell>
            )}
          </tr>
        </TableHead>
        <tbody>
          {sources.map((source) => (
            <Row key={source.documentId} knowledgeBaseId={base.id} source={source} mayChange={mayChange} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

type RowProps = { knowledgeBaseId: string; source: KnowledgeSource; mayChange: boolean };

function Row({ knowledgeBaseId, source, mayChange }: RowProps) {
  const t = useTranslations('knowledge');
  const format = useFormatter();
  const [isBusy, setIsBusy] = useState(false);
  const { documentId, documentName: name } = source;
  const remove = async () => {
    setIsBusy(true);
    const result = await removeKnowledgeDocument({ knowledgeBaseId, documentId });
    setIsBusy(false);
    if (result.ok) toast.success(t('removed', { name }));
    else toast.error(result.message);
  };
  return (
    <TableRow>
      <th scope="row" className="max-w-120 py-1.5 pr-3 pl-4 font-normal sm:min-w-48">
        <Link
          href={documentHref(source.projectId, documentId)}
          className="block font-medium break-words hover:text-accent-text hover:underline sm:truncate"
        >
          <bdi>{name}</bdi>
        </Link>
        {source.reason && <span className="block text-sm break-words text-ink-soft">{source.reason}</span>}
      </th>
      <TableCell>
        <SourceStatusBadge status={source.status} />
      </TableCell>
      <TableCell className={cn(onWide, 'text-right font-mono text-sm tabular-nums')}>
        {format.number(source.chunks ?? 0)}
      </TableCell>
      <TableCell className={cn(onWide, 'text-sm whitespace-nowrap text-ink-soft')}>
        <RelativeTime value={source.addedAt} />
      </TableCell>
      <TableCell className={cn(onWide, 'text-sm whitespace-nowrap text-ink-soft')}>
        {source.indexedAt ? <RelativeTime value={source.indexedAt} /> : '–'}
      </TableCell>
      {mayChange && (
        <TableCell className="pr-4 text-right">
          <Button
            variant="ghost"
            size="icon-small"
            isBusy={isBusy}
            aria-label={t('remove', { name })}
            title={t('removeTitle')}
            onClick={() => void remove()}
          >
            {!isBusy && <X aria-hidden />}
          </Button>
        </TableCell>
      )}
    </TableRow>
  );
}
