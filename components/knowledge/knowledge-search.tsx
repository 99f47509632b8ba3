'use client';

import { BookOpenText, Search, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useId } from 'react';
import { useKnowledgeSearch } from '#lib/client/knowledge/use-knowledge-search';
import type { KnowledgeBase } from '#lib/client/knowledge/use-live-knowledge-bases';
import { failureOf } from '#lib/client/request-failure';
import { useUrlState } from '#lib/client/run/use-url-state';
import { searchLimits } from '#lib/domain/knowledge/states';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Input } from '../ui/input.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { PassageCard } from './passage-card.tsx';

type KnowledgeSearchProps = { base: KnowledgeBase; isEmpty: boolean };

/** Asks a knowledge base and shows the passages that answer, with their places; the address keeps the question. */
export function KnowledgeSearch({ base, isEmpty }: KnowledgeSearchProps) {
  const t = useTranslations('knowledge.search');
  const url = useUrlState();
  const titleId = useId();
  const query = url.get('q') ?? '';
  const stamp = `${base.syncedAt ?? ''} ${base.chunkCount ?? 0}`;
  const search = useKnowledgeSearch({ knowledgeBaseId: base.id, query, stamp });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const asked = new FormData(event.currentTarget).get('q');
    if (typeof asked !== 'string') return;
    if (asked.trim() === query) void search.refetch();
    else url.set({ q: asked.trim() || null });
  };
  const isAsked = query.trim() !== '';
  return (
    <section aria-labelledby={titleId} className="grid min-w-0 gap-3">
      <h2 id={titleId} className="sr-only">
        {t('title')}
      </h2>
      <search>
        <form onSubmit={submit} className="flex gap-2">
          <div className="relative min-w-0 flex-1 sm:max-w-160">
            <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-ink-faint" />
            <Input
              key={query}
              type="search"
              name="q"
              defaultValue={query}
              maxLength={searchLimits.characters}
              aria-label={t('label')}
              placeholder={t('placeholder')}
              className="pl-8.5"
            />
          </div>
          <Button type="submit" isBusy={search.isFetching}>
            {t('submit')}
          </Button>
        </form>
      </search>
      {isAsked && (
        <p role="status" className="sr-only">
          {search.data && t('found', { count: search.data.passages.length })}
        </p>
      )}
      {isAsked && search.isError && (
        <Card>
          <ErrorState title={t('failed')} onRetry={() => void search.refetch()}>
            {failureOf(search.error).message}
          </ErrorState>
        </Card>
      )}
      {isAsked && search.isPending && <Skeleton className="h-40" />}
      {search.data && !search.data.hasEvidence && (
        <Card>
          <EmptyState icon={isEmpty ? BookOpenText : SearchX} title={t('noEvidence')}>
            {isEmpty ? t('nothingToSearch') : t('noEvidenceBody')}
          </EmptyState>
        </Card>
      )}
      {search.data?.hasEvidence && (
        <ol className="grid gap-3">
          {search.data.passages.map((passage, index) => (
            <li key={`${passage.documentId} ${passage.firstBlock} ${index}`}>
              <PassageCard passage={passage} number={index + 1} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
