'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useMemo } from 'react';
import { useUrlState } from '#lib/client/run/use-url-state';
import type { SourceText } from '#lib/client/source/use-source';
import { linesOf } from '#lib/domain/source-view/lines';
import { CopyId } from '../ui/copy-id.tsx';
import { CodeLines } from './code-lines.tsx';

/** Lines that are laid out together, or not at all while they are far from the window. */
const CHUNK = 200;
const LINE_HEIGHT = 24;

/** A file of a source with its line numbers, each of them an address; the line that is asked for stands out. */
export function CodeFile({ file, line }: { file: SourceText; line: number | undefined }) {
  const t = useTranslations('viewer.source');
  const url = useUrlState();
  const lines = useMemo(() => linesOf(file.text), [file]);
  useEffect(() => {
    if (line !== undefined) document.getElementById(`line-${line}`)?.scrollIntoView({ block: 'center' });
  }, [line, file]);
  const chunks = Array.from({ length: Math.ceil(lines.length / CHUNK) }, (_, index) =>
    lines.slice(index * CHUNK, (index + 1) * CHUNK),
  );
  return (
    <>
      <div className="sticky top-12 z-10 flex flex-wrap items-center justify-between gap-2 rounded-t-lg border-b bg-surface px-4 py-2 md:top-0">
        <h2 className="min-w-0 font-mono text-sm font-semibold break-all">
          <bdi>{file.path}</bdi>
        </h2>
        <CopyId value={line === undefined ? file.path : `${file.path}:${line}`} short={t('copyPlace')} />
      </div>
      {/* A region that scrolls must be reachable by keyboard. */}
      <section aria-label={file.path} tabIndex={0} className="overflow-x-auto py-2 -outline-offset-2">
        {chunks.map((chunk, index) => (
          <div
            key={index}
            className="w-max min-w-full [content-visibility:auto]"
            style={{ containIntrinsicSize: `auto 100% auto ${chunk.length * LINE_HEIGHT}px` }}
          >
            <CodeLines lines={chunk} marked={line} onPick={(number) => url.set({ line: String(number) })} />
          </div>
        ))}
      </section>
      {file.isCut && <p className="border-t px-4 py-2 text-sm text-ink-faint">{t('cut')}</p>}
    </>
  );
}
