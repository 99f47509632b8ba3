'use client';

import { FileText } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Artifact } from '#lib/client/artifact/use-live-artifacts';
import { CopyId } from '../ui/copy-id.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';

type ArtifactTableProps = {
  artifacts: readonly Artifact[];
  /** A further column at the end, e.g. the project that a file belongs to. */
  extra?: { head: string; cell: (artifact: Artifact) => ReactNode };
};

/** Files that agents made: name, size, checksum, age. */
export function ArtifactTable({ artifacts, extra }: ArtifactTableProps) {
  const t = useTranslations();
  const format = useFormatter();
  if (artifacts.length === 0) {
    return (
      <EmptyState icon={FileText} title={t('project.noResults')} className="py-8">
        {t('project.noResultsBody')}
      </EmptyState>
    );
  }
  return (
    <Table label={t('project.results')}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-4">{t('artifact.name')}</TableHeadCell>
          {extra && <TableHeadCell>{extra.head}</TableHeadCell>}
          <TableHeadCell className="text-right">{t('artifact.size')}</TableHeadCell>
          <TableHeadCell>SHA-256</TableHeadCell>
          <TableHeadCell className="pr-4">{t('project.created')}</TableHeadCell>
        </tr>
      </TableHead>
      <tbody>
        {artifacts.map((artifact) => (
          <TableRow key={artifact.id}>
            <TableCell className="pl-4 font-mono text-sm">{artifact.name}</TableCell>
            {extra && <TableCell className="max-w-64 truncate">{extra.cell(artifact)}</TableCell>}
            <TableCell className="text-right font-mono text-sm whitespace-nowrap tabular-nums">
              {format.number(artifact.size / 1024, { maximumFractionDigits: 1, minimumFractionDigits: 1 })} KB
            </TableCell>
            <TableCell>
              <CopyId value={artifact.sha256} short={artifact.sha256.slice(0, 12)} />
            </TableCell>
            <TableCell className="pr-4 text-sm whitespace-nowrap text-ink-soft">
              {artifact.createdAt && <RelativeTime value={artifact.createdAt} />}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
