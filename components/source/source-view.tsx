'use client';

import { FileCode2, Search } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useState } from 'react';
import { useUrlState } from '#lib/client/run/use-url-state';
import { useSourceFile, useSourceFiles } from '#lib/client/source/use-source';
import { filterPaths } from '#lib/domain/source-view/lines';
import { findEntry } from '#lib/domain/source-view/zip-directory';
import { Card } from '../ui/card.tsx';
import { cn } from '../ui/class-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Input } from '../ui/input.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { CodeFile } from './code-file.tsx';

/** The files of an uploaded source, and one of them with its lines; the address names file and line. */
export function SourceView({ documentId }: { documentId: string }) {
  const t = useTranslations('viewer.source');
  const parameters = useSearchParams();
  const files = useSourceFiles(documentId);
  const wanted = parameters.get('file');
  const line = Number(parameters.get('line')) || undefined;
  if (files.isError) {
    return (
      <Card>
        <ErrorState title={t('failed')} onRetry={() => void files.refetch()} />
      </Card>
    );
  }
  if (!files.data) return <Skeleton className="h-120" />;
  // A claim's path is relative to the source's root, an archive's to its own.
  const shown = wanted === null ? null : (findEntry(files.data, wanted)?.path ?? wanted);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[280px_minmax(0,1fr)]">
      <FileList paths={files.data.map(({ path }) => path)} shown={shown} />
      <Card className="min-w-0">
        {shown === null ? (
          <EmptyState icon={FileCode2} title={<h2>{t('choose')}</h2>}>
            {t('count', { count: files.data.length })}
          </EmptyState>
        ) : (
          <OpenFile key={shown} documentId={documentId} path={shown} line={line} />
        )}
      </Card>
    </div>
  );
}

type OpenFileProps = { documentId: string; path: string; line: number | undefined };

function OpenFile({ documentId, path, line }: OpenFileProps) {
  const t = useTranslations('viewer.source');
  const file = useSourceFile(documentId, path);
  if (file.isError) return <ErrorState title={t('fileFailed')} onRetry={() => void file.refetch()} />;
  if (file.data === undefined) return <Skeleton className="m-4 h-96" />;
  if (file.data === null) {
    return (
      <EmptyState icon={FileCode2} title={<h2>{t('missing')}</h2>}>
        <span className="font-mono text-sm break-all">{path}</span>
      </EmptyState>
    );
  }
  return <CodeFile file={file.data} line={line} />;
}

/** Of so many files the list is drawn; with more, one searches. */
const SHOWN_FILES = 2000;

function FileList({ paths, shown }: { paths: readonly string[]; shown: string | null }) {
  const t = useTranslations('viewer.source');
  const url = useUrlState();
  const [words, setWords] = useState('');
  const found = filterPaths(paths, useDeferredValue(words));
  return (
    <nav
      aria-label={t('files')}
      className="grid gap-2 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-32px)] lg:grid-rows-[auto_minmax(0,1fr)]"
    >
      <div className="relative">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint" />
        <Input
          type="search"
          value={words}
          aria-label={t('search')}
          placeholder={t('search')}
          className="h-8 pl-8.5"
          onChange={({ target }) => setWords(target.value)}
        />
      </div>
      <ul className="max-h-64 overflow-y-auto overscroll-contain lg:max-h-none">
        {found.slice(0, SHOWN_FILES).map((path) => (
          <li key={path} className="[contain-intrinsic-size:auto_24px] [content-visibility:auto]">
            <a
              href={url.hrefWith({ file: path, line: null })}
              aria-current={path === shown ? 'page' : undefined}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                url.set({ file: path, line: null });
              }}
              className={cn(
                // The end of a path says most: what does not fit is cut at its beginning.
                'block truncate rounded-sm px-2 py-0.5 font-mono text-xs leading-5 -outline-offset-2 [direction:rtl] text-left hover:bg-muted hover:text-ink',
                path === shown ? 'bg-muted font-medium text-ink' : 'text-ink-soft',
              )}
              title={path}
            >
              <bdi dir="ltr">{path}</bdi>
            </a>
          </li>
        ))}
        {found.length === 0 && <li className="px-2 py-1 text-sm text-ink-faint">{t('none')}</li>}
        {found.length > SHOWN_FILES && (
          <li className="px-2 py-1 text-sm text-ink-faint">{t('more', { count: found.length - SHOWN_FILES })}</li>
        )}
      </ul>
    </nav>
  );
}
