'use client';

import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useUrlState } from '#lib/client/run/use-url-state';
import type { ExtractedDocument } from '#lib/domain/document/extracted';
import { groupBlocks, groupOfBlock } from '#lib/domain/document-view/block-groups';
import { findPlace, readPlace } from '#lib/domain/document-view/place';
import { findMatches, firstMatchFrom, maximumMatches, type TextMatch } from '#lib/domain/document-view/text-match';
import { Card } from '../../ui/card.tsx';
import { BlockGroup } from './block-group.tsx';
import { OutlineList } from './outline-list.tsx';
import { PageField } from './page-field.tsx';
import { SearchBar } from './search-bar.tsx';
import { useGoTo } from './use-go-to.ts';

const none: readonly TextMatch[] = [];

/** A document's text, its outline beside it, search above it; the address names the place that is cited. */
export function Reader({ text }: { text: ExtractedDocument }) {
  const t = useTranslations('viewer');
  const url = useUrlState();
  const { blocks, outline } = text;
  const groups = useMemo(() => groupBlocks(text), [text]);
  const parameters = useSearchParams();
  const cited = useMemo(() => findPlace(blocks, readPlace(parameters)), [blocks, parameters]);
  const { target, reading, goTo, pick } = useGoTo(groups);

  // What is typed stands here at once; the address follows when the router has time.
  const [words, setWords] = useState(parameters.get('q') ?? '');
  const search = (next: string) => {
    setWords(next);
    url.replace({ q: next || null });
  };
  const searched = useDeferredValue(words);
  const matches = useMemo(() => findMatches(blocks, searched), [blocks, searched]);
  const byGroup = useMemo(() => Map.groupBy(matches, ({ block }) => groupOfBlock(groups, block)), [groups, matches]);
  // Each search begins at the place that one came for.
  const from = firstMatchFrom(matches, cited?.first ?? 0);
  const [stepped, setStepped] = useState({ words: '', at: 0 });
  const at = stepped.words === searched ? Math.min(stepped.at, matches.length - 1) : from;
  const current = matches[at];
  const step = (by: 1 | -1) => {
    if (matches.length === 0) return;
    const next = (at + by + matches.length) % matches.length;
    setStepped({ words: searched, at: next });
    goTo(matches[next]?.block ?? 0);
  };
  const found = searched.trim() === '' ? undefined : matches[from]?.block;
  useEffect(() => {
    if (found !== undefined) goTo(found);
  }, [searched, found, goTo]);

  const place = cited?.first;
  useEffect(() => {
    if (place !== undefined) goTo(place);
  }, [place, goTo]);

  const readingEntry = outline.findLastIndex(({ block }) => block <= reading);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[232px_minmax(0,1fr)] xl:grid-cols-[280px_minmax(0,1fr)]">
      <nav
        aria-label={t('outline')}
        className="sticky top-4 hidden max-h-[calc(100dvh-32px)] content-start gap-1 overflow-y-auto lg:grid"
      >
        <h2 className="px-2 py-1 font-semibold">{t('outline')}</h2>
        <OutlineList outline={outline} current={readingEntry} onPick={pick} />
      </nav>
      <Card className="min-w-0">
        <div className="sticky top-12 z-10 flex flex-wrap items-center gap-2 rounded-t-lg border-b bg-surface px-3 py-2 md:top-0">
          <SearchBar
            words={words}
            onWords={search}
            count={matches.length}
            isCut={matches.length === maximumMatches}
            at={at}
            onStep={step}
          />
          <PageField blocks={blocks} pages={text.pages} reading={reading} onPick={pick} />
        </div>
        {outline.length > 0 && (
          <details className="border-b px-3 py-2 lg:hidden">
            <summary className="cursor-pointer font-medium">{t('outline')}</summary>
            <div className="max-h-80 overflow-y-auto pt-2">
              <OutlineList outline={outline} current={readingEntry} onPick={pick} />
            </div>
          </details>
        )}
        <h2 className="sr-only">{t('text')}</h2>
        <div className="max-w-[960px] py-2">
          {groups.map((group, index) => (
            <BlockGroup
              key={group.first}
              blocks={blocks}
              group={group}
              matches={byGroup.get(index) ?? none}
              current={current && current.block >= group.first && current.block < group.end ? current : undefined}
              cited={cited && cited.last >= group.first && cited.first < group.end ? cited : undefined}
              isTarget={target === index}
              isFirst={index < 2}
              onPick={pick}
            />
          ))}
          {blocks.length === 0 && <p className="px-4 py-8 text-center text-ink-soft">{t('noText')}</p>}
        </div>
      </Card>
    </div>
  );
}
