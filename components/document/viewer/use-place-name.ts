'use client';

import { useTranslations } from 'next-intl';
import type { Position } from '#lib/domain/document/extracted';

/** Where a block stands: beside it in few characters, and in words. Its page, slide or sheet stands above it. */
export function usePlaceName(position: Position): { short: string; long: string } {
  const t = useTranslations('viewer.place');
  const { page, slide, sheet, row, line, paragraph, entry } = position;
  const parts = [
    entry !== undefined && entry,
    page !== undefined && t('page', { number: page }),
    slide !== undefined && t('slide', { number: slide }),
    sheet !== undefined && t('sheet', { name: sheet }),
    row !== undefined && t('row', { number: row }),
    line !== undefined && t('line', { number: line }),
    paragraph !== undefined && t('paragraph', { number: paragraph }),
  ];
  const short =
    row !== undefined
      ? t('shortRow', { number: row })
      : line !== undefined
        ? t('shortLine', { number: line })
        : paragraph !== undefined
          ? `¶ ${paragraph}`
          : '';
  return { short, long: parts.filter((part) => part !== false).join(', ') };
}
