'use client';

import { ArrowRight, CircleCheck, CircleX, MoveRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { DriftCheck } from '#lib/client/design/use-drift-checks';
import type { DriftEntry } from '#lib/domain/design-view/drift-result';
import { isRunOver } from '#lib/domain/run/statuses';
import { sourceHref } from '#lib/domain/source-view/lines';
import { RunStatusBadge } from '../run/run-status-badge.tsx';
import { Card } from '../ui/card.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { StateBadge, type Tone } from '../ui/state-badge.tsx';
import { useDesign } from './design-context.ts';

const look = {
  changed: { tone: 'failed', icon: CircleX },
  gone: { tone: 'failed', icon: CircleX },
  moved: { tone: 'neutral', icon: MoveRight },
} as const satisfies Record<DriftEntry['kind'], { tone: Tone; icon: typeof CircleX }>;

/** What one check found: the claims that broke, what they said, what is, and where. */
export function DriftCheckCard({ check: { runId, startedAt, status, result } }: { check: DriftCheck }) {
  const t = useTranslations('technicalDesign.drift');
  const { projectId } = useDesign();
  const isDone = status !== null && isRunOver(status);
  return (
    <Card className="min-w-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b px-4 py-2.5">
        <h3 className="min-w-0 font-semibold break-words">
          {result ? t('title', { name: result.source.name }) : t(isDone ? 'noResult' : 'running')}
        </h3>
        <p className="flex flex-wrap items-center gap-x-3 text-sm text-ink-soft">
          <RelativeTime value={startedAt} />
          {result ? (
            <StateBadge tone={result.broken > 0 ? 'failed' : 'done'} icon={result.broken > 0 ? CircleX : CircleCheck}>
              {t('broken', { broken: result.broken, claims: result.claims })}
            </StateBadge>
          ) : (
            <RunStatusBadge status={status} />
          )}
          <Link href={`/projects/${projectId}/runs/${runId}`} className="hover:text-accent-text hover:underline">
            {t('toRun')}
          </Link>
        </p>
      </div>
      {result && result.entries.length === 0 && <p className="px-4 py-3 text-ink-soft">{t('holds')}</p>}
      {result && result.entries.length > 0 && (
        <ul>
          {result.entries.map((entry, index) => (
            <li key={index} className="border-b px-4 py-2.5 last:border-b-0">
              <Entry entry={entry} documentId={result.source.documentId} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Entry({ entry, documentId }: { entry: DriftEntry; documentId: string }) {
  const t = useTranslations('technicalDesign.drift');
  const { projectId } = useDesign();
  const { kind, text, was, is, file, line } = entry;
  return (
    <div className="flex min-w-0 flex-wrap items-start gap-x-3 gap-y-1">
      <StateBadge {...look[kind]}>{t(`kind.${kind}`)}</StateBadge>
      <div className="grid min-w-0 flex-1 basis-72 grid-cols-1 gap-1">
        <p className="break-words">{text}</p>
        {kind !== 'moved' && (
          <p className="flex flex-wrap items-center gap-1.5 text-sm">
            <span className="sr-only">{t('was')}</span>
            <del className="rounded-sm bg-failed-soft px-1 font-mono break-all text-failed no-underline">{was}</del>
            <ArrowRight aria-hidden className="size-3.5 text-ink-faint" />
            <span className="sr-only">{t('is')}</span>
            <ins className="rounded-sm bg-done-soft px-1 font-mono break-all text-done no-underline">
              {is ?? t('nothing')}
            </ins>
          </p>
        )}
        {file !== null && (
          <Link
            href={sourceHref(projectId, documentId, file, line ?? undefined)}
            className="w-fit font-mono text-sm break-all text-accent-text hover:underline"
          >
            {line === null ? file : `${file}:${line}`}
          </Link>
        )}
      </div>
    </div>
  );
}
