'use client';

import { useTranslations } from 'next-intl';
import { Fragment, useMemo } from 'react';
import { type DiffLine, foldSame, lineDiff } from '#lib/domain/run-view/line-diff';
import { cn } from '../../ui/class-names.ts';

const sign = { same: ' ', added: '+', removed: '−' } as const;
const tone = { same: 'text-ink-soft', added: 'bg-done-soft text-done', removed: 'bg-failed-soft text-failed' } as const;

/** What changed from one text to another, line by line; what is alike is left out but for the lines around. */
export function DiffView({ before, after }: { before: string; after: string }) {
  const t = useTranslations('run.diff');
  const hunks = useMemo(() => foldSame(lineDiff(before, after)), [before, after]);
  if (hunks.length === 0) return <p className="text-ink-soft">{t('same')}</p>;
  return (
    <div className="overflow-x-auto rounded-md border py-1 font-mono text-sm">
      {hunks.map((hunk, place) => (
        <Fragment key={place}>
          {hunk.kind === 'gap' ? (
            <p className="bg-muted px-3 py-0.5 text-ink-faint">{t('left', { count: hunk.count })}</p>
          ) : (
            hunk.lines.map((line, index) => <Line key={index} line={line} />)
          )}
        </Fragment>
      ))}
    </div>
  );
}

function Line({ line: { kind, text } }: { line: DiffLine }) {
  const t = useTranslations('run.diff');
  return (
    <p className={cn('flex gap-2 px-3 break-words whitespace-pre-wrap', tone[kind])}>
      <span aria-hidden className="select-none">
        {sign[kind]}
      </span>
      {kind !== 'same' && <span className="sr-only">{t(kind)}</span>}
      <span className="min-w-0 flex-1">{text}</span>
    </p>
  );
}
