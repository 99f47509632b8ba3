'use client';

import { useTranslations } from 'next-intl';
import { memo } from 'react';
import type { Block } from '#lib/domain/document/extracted';
import type { BlockGroup as Group } from '#lib/domain/document-view/block-groups';
import type { FoundPlace } from '#lib/domain/document-view/place';
import type { TextMatch } from '#lib/domain/document-view/text-match';
import { BlockView } from './block-view.tsx';
import { useNear } from './use-near.ts';

type BlockGroupProps = {
  blocks: readonly Block[];
  group: Group;
  /** Those of this group only. */
  matches: readonly TextMatch[];
  current: TextMatch | undefined;
  cited: FoundPlace | undefined;
  /** One goes there now: it is drawn wherever it lies. */
  isTarget: boolean;
  isFirst: boolean;
  onPick: (block: number) => void;
};

const none: readonly TextMatch[] = [];

/** A page, slide, sheet or handful of blocks: drawn while it is near, else an empty place of its height. */
export const BlockGroup = memo(function BlockGroup({ blocks, group, isTarget, isFirst, ...rest }: BlockGroupProps) {
  const { ref, isNear, height } = useNear<HTMLElement>({ isNear: isFirst, height: group.height });
  const isDrawn = isNear || isTarget;
  const { place } = group;
  return (
    <section ref={ref} style={isDrawn ? undefined : { height }} className="px-2 py-2 sm:px-3">
      {isDrawn && (
        <>
          {place && !place.isContinued && <GroupHead place={place} />}
          {blocks.slice(group.first, group.end).map((block, offset) => {
            const index = group.first + offset;
            const { cited, current } = rest;
            return (
              <BlockView
                key={index}
                block={block}
                index={index}
                matches={rest.matches.length === 0 ? none : rest.matches.filter((match) => match.block === index)}
                current={current?.block === index ? current : undefined}
                isCited={cited !== undefined && index >= cited.first && index <= cited.last}
                onPick={rest.onPick}
              />
            );
          })}
        </>
      )}
    </section>
  );
});

function GroupHead({ place }: { place: NonNullable<Group['place']> }) {
  const t = useTranslations('viewer.place');
  const title =
    'number' in place
      ? t(place.kind, { number: place.number })
      : place.kind === 'sheet'
        ? t('sheet', { name: place.name })
        : place.name;
  return (
    <p className="mb-1 flex items-center gap-3 text-sm text-ink-faint">
      {'number' in place && place.entry && <span className="min-w-0 truncate font-mono">{place.entry}</span>}
      <span className="shrink-0 font-medium tabular-nums">{title}</span>
      <span aria-hidden className="h-px flex-1 bg-line" />
    </p>
  );
}
