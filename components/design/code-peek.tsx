'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useSourceFile } from '#lib/client/source/use-source';
import { linesAround, linesOf } from '#lib/domain/source-view/lines';
import { CodeLines } from '../source/code-lines.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useDesign } from './design-context.ts';

/** So many lines on either side of the one that is cited. */
const AROUND = 4;

/** The lines of the uploaded source around the one that a claim rests on. */
export function CodePeek({ path, line }: { path: string; line: number }) {
  const t = useTranslations('technicalDesign.source');
  const { sourceId } = useDesign();
  const file = useSourceFile(sourceId ?? undefined, path);
  const text = file.data?.text;
  const lines = useMemo(() => (text === undefined ? [] : linesAround(linesOf(text), line, AROUND)), [text, line]);
  if (sourceId === null) return null;
  if (file.isPending) return <Skeleton className="h-45" />;
  if (lines.length === 0) return <p className="text-sm text-ink-faint">{t('noLines')}</p>;
  return (
    // A region that scrolls must be reachable by keyboard.
    <section aria-label={`${path}:${line}`} tabIndex={0} className="overflow-x-auto rounded-md border bg-canvas py-1">
      <div className="w-max min-w-full">
        <CodeLines lines={lines} marked={line} />
      </div>
    </section>
  );
}
