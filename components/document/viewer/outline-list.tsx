'use client';

import { useTranslations } from 'next-intl';
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
  const top = Math.min(...outline.map(({ level }) => level));
  if (outline.length === 0) return <p className="px-2 text-sm text-ink-faint">{t('noOutline')}</p>;
  return (
    <ol className="grid">
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
