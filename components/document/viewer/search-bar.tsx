'use client';

import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/input.tsx';

type SearchBarProps = {
  words: string;
  onWords: (words: string) => void;
  count: number;
  /** More were found than are stepped through. */
  isCut: boolean;
  /** From 0. */
  at: number;
  onStep: (by: 1 | -1) => void;
};

/** Search within a document. Enter goes to the next place, Shift+Enter to the one before, Escape ends it. */
export function SearchBar({ words, onWords, count, isCut, at, onStep }: SearchBarProps) {
  const t = useTranslations('viewer.search');
  const format = useFormatter();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onWords('');
    if (event.key !== 'Enter') return;
    event.preventDefault();
    onStep(event.shiftKey ? -1 : 1);
  };
  const isSearching = words.trim() !== '';
  const shown = `${format.number(count)}${isCut ? '+' : ''}`;
  return (
    <search className="flex min-w-0 flex-1 items-center gap-1">
      <div className="relative min-w-0 flex-1 sm:max-w-80">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint" />
        <Input
          type="search"
          value={words}
          aria-label={t('label')}
          placeholder={t('label')}
          className="h-8 pl-8.5"
          onChange={({ target }) => onWords(target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <p role="status" className="min-w-16 text-center text-sm text-ink-soft tabular-nums">
        {isSearching && (count === 0 ? t('none') : t('at', { at: at + 1, count: shown }))}
      </p>
      <Button
        variant="ghost"
        size="icon-small"
        aria-label={t('previous')}
        disabled={count === 0}
        onClick={() => onStep(-1)}
      >
        <ChevronUp aria-hidden />
      </Button>
      <Button variant="ghost" size="icon-small" aria-label={t('next')} disabled={count === 0} onClick={() => onStep(1)}>
        <ChevronDown aria-hidden />
      </Button>
    </search>
  );
}
