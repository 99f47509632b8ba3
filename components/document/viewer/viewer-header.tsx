'use client';

import { ChevronRight, Info } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ViewedDocument } from '#lib/client/document/use-live-document';
import { readMetadata } from '#lib/domain/document-view/metadata';
import { CopyId } from '../../ui/copy-id.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { DeleteDocumentButton } from '../delete-document-button.tsx';
import { DocumentStatusBadge } from '../document-status-badge.tsx';
import { useFileSize } from '../use-file-size.ts';
import { useFormatName } from '../use-format-name.ts';
import { DownloadOriginal } from './download-original.tsx';

type ViewerHeaderProps = {
  project: { id: string; name: string };
  document: ViewedDocument;
  mayChange: boolean;
  onDeleted: () => void;
};

/** What a document is, where it comes from, and what can be done with it. */
export function ViewerHeader({ project, document, mayChange, onDeleted }: ViewerHeaderProps) {
  const t = useTranslations('viewer');
  const format = useFormatter();
  const size = useFileSize();
  const formatName = useFormatName();
  const locale = useLocale();
  const language = document.language ? new Intl.DisplayNames(locale, { type: 'language' }).of(document.language) : null;
  const warnings = (document.warnings ?? []).filter((warning) => warning !== null);
  const isStored = document.status !== 'AWAITING_UPLOAD';
  return (
    <header className="grid gap-3">
      <nav aria-label={t('path')} className="flex min-w-0 items-center gap-1.5 text-sm text-ink-soft">
        <Link href={`/projects/${project.id}`} className="truncate hover:text-accent-text hover:underline">
          {project.name}
        </Link>
        <ChevronRight aria-hidden className="size-3.5 shrink-0" />
        <Link href={`/projects/${project.id}/documents`} className="shrink-0 hover:text-accent-text hover:underline">
          {t('documents')}
        </Link>
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid min-w-0 gap-1.5">
          <h1 className="line-clamp-2 text-xl font-semibold break-words">
            <bdi>{document.name}</bdi>
          </h1>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span aria-live="polite">
              <DocumentStatusBadge status={document.status} />
            </span>
            <CopyId value={document.id} short={document.id.slice(0, 8)} />
          </div>
        </div>
        <div className="flex flex-wrap gap-2">
          {isStored && <DownloadOriginal document={document} />}
          {mayChange && <DeleteDocumentButton document={document} onDeleted={onDeleted} />}
        </div>
      </div>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {document.title && document.title !== document.name && <Fact label={t('fact.title')}>{document.title}</Fact>}
        <Fact label={t('fact.format')}>{formatName(document)}</Fact>
        {document.pages && document.pages > 1 && (
          <Fact label={t('fact.pages')}>
            <span className="font-mono text-sm tabular-nums">{format.number(document.pages)}</span>
          </Fact>
        )}
        <Fact label={t('fact.size')}>
          <span className="font-mono text-sm tabular-nums">{size(document.size)}</span>
        </Fact>
        {language && <Fact label={t('fact.language')}>{language}</Fact>}
        <Fact label={t('fact.uploaded')}>
          {document.createdAt && <RelativeTime value={document.uploadedAt ?? document.createdAt} />}
          {document.uploadedByEmail && <span className="text-ink-faint"> · {document.uploadedByEmail}</span>}
        </Fact>
      </dl>
      {warnings.length > 0 && (
        <div className="flex items-start gap-2 rounded-md bg-waiting-soft px-3 py-2 text-waiting">
          <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
          <ul className="grid gap-1">
            {warnings.map((warning) => (
              <li key={warning} className="break-words">
                {warning}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Details document={document} />
    </header>
  );
}

function Details({ document }: { document: ViewedDocument }) {
  const t = useTranslations('viewer.fact');
  const metadata = readMetadata(document.metadata);
  if (metadata.length === 0 && !document.sha256) return null;
  return (
    <details className="text-sm">
      <summary className="w-fit cursor-pointer text-ink-soft hover:text-ink">{t('more')}</summary>
      <dl className="mt-2 grid max-w-prose grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1">
        {metadata.map(([name, value]) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-faint">{name}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
        {document.sha256 && (
          <div className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-faint">SHA-256</dt>
            <dd>
              <CopyId value={document.sha256} short={document.sha256.slice(0, 16)} />
            </dd>
          </div>
        )}
      </dl>
    </details>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-0.5">
      <dt className="text-sm text-ink-faint">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
