'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { ExtractedDocument } from '#lib/domain/document/extracted';
import { cn } from '../../ui/class-names.ts';

type OutlineListProps = {
  outline: ExtractedDocument['outline'];
  onPick: (block: number) => void;
  /** The entry that one reads. */
  current: number | undefined;
};

/** The headings of a document, as far as it has any. */
export function OutlineList({ outline, onPick, current }: OutlineListProps) {
  const t = useTranslations('viewer');
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // The list scrolls by itself; the page must not.
    const box = list.current?.parentElement;
    const entry = current === undefined ? undefined : list.current?.children[current];
    if (!box || !entry) return;
    const [outer, inner] = [box.getBoundingClientRect(), entry.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - outer.height / 3;
  }, [current]);
  const top = Math.min(...outline.map(({ level }) => level));
  if (outline.length === 0) return <p className="px-2 text-sm text-ink-faint">{t('noOutline')}</p>;
  return (
    <ol ref={list} className="grid">
      {outline.map(({ level, title, block }, index) => (
        <li key={index} className="[contain-intrinsic-size:auto_28px] [content-visibility:auto]">
          <a
            href={`?block=${block}`}
            aria-current={index === current ? 'location' : undefined}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              onPick(block);
            }}
            style={{ paddingLeft: 8 + Math.min(4, level - top) * 12 }}
            className={cn(
              'line-clamp-2 rounded-sm py-1 pr-2 text-sm break-words -outline-offset-2 hover:bg-muted hover:text-ink',
              index === current ? 'bg-muted font-medium text-ink' : 'text-ink-soft',
            )}
          >
            {title || t('untitled')}
          </a>
        </li>
      ))}
    </ol>
  );
}
