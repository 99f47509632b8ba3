'use client';

import { Calculator, FileCode2, FileText, type LucideIcon, MessageSquareText } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Claim } from '#lib/domain/design-document/document';
import { sourceHref } from '#lib/domain/source-view/lines';
import { useDesign } from './design-context.ts';

type Source = Claim['sources'][number];

const icons: Record<Source['kind'], LucideIcon> = {
  file: FileCode2,
  document: FileText,
  answer: MessageSquareText,
  computed: Calculator,
};

/** Where a claim comes from, each source with the way to it. */
export function ClaimSources({ claim, peek }: { claim: Claim; peek?: (source: Source) => ReactNode }) {
  const t = useTranslations('technicalDesign.source');
  if (claim.sources.length === 0) return <p className="text-sm text-ink-soft">{t('whole')}</p>;
  return (
    <ul className="grid min-w-0 grid-cols-1 gap-2">
      {claim.sources.map((source, index) => {
        const Icon = icons[source.kind];
        return (
          <li key={index} className="grid min-w-0 grid-cols-1 gap-1.5">
            <p className="flex min-w-0 items-start gap-2 text-sm">
              <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
              <SourceName source={source} />
            </p>
            {source.quote && (
              <blockquote className="border-l-2 pl-3 text-sm break-words text-ink-soft">{source.quote}</blockquote>
            )}
            {peek?.(source)}
          </li>
        );
      })}
    </ul>
  );
}

function SourceName({ source: { kind, id, line, page } }: { source: Source }) {
  const t = useTranslations('technicalDesign.source');
  const { projectId, sourceId } = useDesign();
  const linkStyle = 'min-w-0 font-mono break-all text-accent-text hover:underline';
  switch (kind) {
    case 'file': {
      const name = line === undefined ? id : `${id}:${line}`;
      if (sourceId === null) return <span className="min-w-0 font-mono break-all">{name}</span>;
      return (
        <Link href={sourceHref(projectId, sourceId, id, line)} className={linkStyle}>
          {name}
        </Link>
      );
    }
    case 'document': {
      const place = page !== undefined ? `?page=${page}` : line !== undefined ? `?line=${line}` : '';
      return (
        <Link href={`/projects/${projectId}/documents/${encodeURIComponent(id)}${place}`} className={linkStyle}>
          {page === undefined ? t('document') : t('documentPage', { page })}
        </Link>
      );
    }
    case 'answer':
      return <span className="min-w-0 break-words">{t('answer', { question: id })}</span>;
    case 'computed':
      return <span className="min-w-0 break-words">{t('computed', { name: id })}</span>;
  }
}
