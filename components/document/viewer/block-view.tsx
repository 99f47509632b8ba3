'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Block } from '#lib/domain/document/extracted';
import type { TextMatch } from '#lib/domain/document-view/text-match';
import { cn } from '../../ui/class-names.ts';
import { MarkedText } from './marked-text.tsx';
import { TableBlock } from './table-block.tsx';
import { usePlaceName } from './use-place-name.ts';

type BlockViewProps = {
  block: Block;
  index: number;
  matches: readonly TextMatch[];
  current: TextMatch | undefined;
  isCited: boolean;
  onPick: (block: number) => void;
};

/** A block of a document with its place at the side, which is also the way to cite it. */
export function BlockView({ block, index, matches, current, isCited, onPick }: BlockViewProps) {
  const t = useTranslations('viewer');
  const place = usePlaceName(block.position);
  return (
    <div
      id={`block-${index}`}
      data-cited={isCited || undefined}
      className={cn(
        'group/block grid scroll-mt-28 items-baseline grid-cols-[minmax(0,1fr)] gap-x-3 rounded-sm border-l-2 border-transparent py-1 pl-2 sm:grid-cols-[56px_minmax(0,1fr)]',
        isCited && 'border-accent-text bg-accent-soft',
      )}
    >
      <a
        href={`?block=${index}`}
        title={t('cite', { place: place.long || t('thisPlace') })}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onPick(index);
        }}
        className={cn(
          'min-h-6 truncate font-mono text-xs leading-6 text-ink-faint tabular-nums hover:text-accent-text max-sm:hidden sm:text-right',
          !place.short && 'opacity-0 group-hover/block:opacity-100 focus-visible:opacity-100',
        )}
      >
        {place.short || `¶ ${index}`}
        <span className="sr-only"> {t('cite', { place: place.long || t('thisPlace') })}</span>
      </a>
      <Body block={block}>
        {block.rows ? (
          <TableBlock
            rows={block.rows}
            text={block.text}
            matches={matches}
            label={t('table', { place: place.long || t('thisPlace') })}
          />
        ) : (
          <MarkedText
            text={block.text}
            ranges={matches.map(({ start, end }) => [start, end] as const)}
            current={current && [current.start, current.end]}
          />
        )}
      </Body>
    </div>
  );
}

const headingStyle = ['text-xl', 'text-lg', 'text-base'];

function Body({ block, children }: { block: Block; children: ReactNode }) {
  switch (block.kind) {
    case 'heading': {
      const level = Math.min(6, (block.level ?? 1) + 2);
      const Heading = `h${level}` as 'h3' | 'h4' | 'h5' | 'h6';
      return (
        <Heading className={cn('pt-2 font-semibold break-words', headingStyle[(block.level ?? 1) - 1] ?? 'text-base')}>
          {children}
        </Heading>
      );
    }
    case 'paragraph':
      return <p className="leading-6 break-words whitespace-pre-line">{children}</p>;
    case 'list-item':
      return (
        <p className="relative pl-4 leading-6 break-words whitespace-pre-line before:absolute before:left-0 before:content-['•']">
          {children}
        </p>
      );
    case 'code':
      return (
        <pre className="rounded-md bg-muted p-3 font-mono text-sm break-words whitespace-pre-wrap">{children}</pre>
      );
    case 'table':
      return <div className="min-w-0">{children}</div>;
  }
}
