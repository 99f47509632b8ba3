'use client';

import { FileCode2, FileText, Info } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { DocumentSummary } from '#lib/client/document/use-live-documents';
import { documentHref } from '#lib/domain/document-view/place';
import { cn } from '../ui/class-names.ts';
import { CopyId } from '../ui/copy-id.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';
import { DeleteDocumentButton } from './delete-document-button.tsx';
import { DocumentStatusBadge } from './document-status-badge.tsx';
import { useFileSize } from './use-file-size.ts';
import { useFormatName } from './use-format-name.ts';

type DocumentTableProps = { projectId: string; documents: readonly DocumentSummary[]; mayChange: boolean };

/** On narrow screens what matters most of these columns stands below the document's name. */
const onWide = 'max-md:hidden';

/** Documents: name, state, form, size, age. */
export function DocumentTable({ projectId, documents, mayChange }: DocumentTableProps) {
  const t = useTranslations('document');
  return (
    <Table label={t('title')}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-4">{t('name')}</TableHeadCell>
          <TableHeadCell>{t('statusLabel')}</TableHeadCell>
          <TableHeadCell className={onWide}>{t('format.label')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'text-right')}>{t('pages')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'text-right')}>{t('size')}</TableHeadCell>
          <TableHeadCell className={onWide}>{t('uploaded')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, !mayChange && 'pr-4')}>{t('id')}</TableHeadCell>
          {mayChange && (
            <TableHeadCell className="pr-4">
              <span className="sr-only">{t('actions')}</span>
            </TableHeadCell>
          )}
        </tr>
      </TableHead>
      <tbody>
        {documents.map((document) => (
          <Row key={document.id} projectId={projectId} document={document} mayChange={mayChange} />
        ))}
      </tbody>
    </Table>
  );
}

type RowProps = { projectId: string; document: DocumentSummary; mayChange: boolean };

function Row({ projectId, document, mayChange }: RowProps) {
  const t = useTranslations('document');
  const format = useFormatter();
  const size = useFileSize();
  // What the reading of it told, such as instructions to models in its text.
  const notes = document.warnings?.length ?? 0;
  const formatName = useFormatName();
  const Icon = document.kind === 'SOURCE' ? FileCode2 : FileText;
  return (
    <TableRow>
      <th scope="row" className="max-w-96 py-1.5 pr-3 pl-4 font-normal sm:min-w-48">
        <span className="flex min-w-0 items-start gap-2">
          <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
          <span className="grid min-w-0">
            <Link
              href={documentHref(projectId, document.id)}
              className="line-clamp-2 font-medium break-words hover:text-accent-text hover:underline sm:line-clamp-1 sm:break-all"
            >
              <bdi>{document.name}</bdi>
            </Link>
            {document.reason && <span className="text-sm break-words text-ink-soft">{document.reason}</span>}
            {notes > 0 && (
              <span className="inline-flex items-center gap-1 text-sm text-waiting">
                <Info aria-hidden className="size-3.5 shrink-0" />
                {t('notes', { count: notes })}
              </span>
            )}
            <span className="text-sm text-ink-faint md:hidden">
              {formatName(document)} · {size(document.size)}
              {document.createdAt && (
                <>
                  {' · '}
                  <RelativeTime value={document.createdAt} />
                </>
              )}
            </span>
          </span>
        </span>
      </th>
      <TableCell>
        <DocumentStatusBadge status={document.status} />
      </TableCell>
      <TableCell className={cn(onWide, 'text-sm whitespace-nowrap text-ink-soft')}>{formatName(document)}</TableCell>
      <TableCell className={cn(onWide, 'text-right font-mono text-sm tabular-nums')}>
        {document.pages ? format.number(document.pages) : '–'}
      </TableCell>
      <TableCell className={cn(onWide, 'text-right font-mono text-sm whitespace-nowrap tabular-nums')}>
        {size(document.size)}
      </TableCell>
      <TableCell className={cn(onWide, 'max-w-56 text-sm text-ink-soft')}>
        {document.createdAt && <RelativeTime value={document.createdAt} className="whitespace-nowrap" />}
        {document.uploadedByEmail && <span className="block truncate text-ink-faint">{document.uploadedByEmail}</span>}
      </TableCell>
      <TableCell className={cn(onWide, !mayChange && 'pr-4')}>
        <CopyId value={document.id} short={document.id.slice(0, 8)} />
      </TableCell>
      {mayChange && (
        <TableCell className="pr-4 text-right">
          <DeleteDocumentButton document={document} isCompact />
        </TableCell>
      )}
    </TableRow>
  );
}
