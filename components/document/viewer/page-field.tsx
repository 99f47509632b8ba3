'use client';

import { useTranslations } from 'next-intl';
import { type SubmitEvent, useId } from 'react';
import type { Block } from '#lib/domain/document/extracted';
import { findPlace, readPlace } from '#lib/domain/document-view/place';
import { Input } from '../../ui/input.tsx';

type PageFieldProps = {
  blocks: readonly Block[];
  pages: number;
  reading: number;
  onPick: (block: number) => void;
};

/** Says which page or slide one reads, and goes to another; nothing where a document has none. */
export function PageField({ blocks, pages, reading, onPick }: PageFieldProps) {
  const t = useTranslations('viewer.page');
  const id = useId();
  const position = blocks[reading]?.position;
  const kind = position?.page !== undefined ? 'page' : position?.slide !== undefined ? 'slide' : undefined;
  if (!kind || pages < 2) return null;
  const number = position?.[kind] ?? 1;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wanted = new FormData(event.currentTarget).get('number');
    if (typeof wanted !== 'string') return;
    const found = findPlace(blocks, readPlace({ get: (name) => (name === kind ? wanted.trim() : null) }));
    if (found) onPick(found.first);
  };
  return (
    <form onSubmit={submit} className="flex items-center gap-1.5 text-sm text-ink-soft">
      <label htmlFor={id}>{t(kind)}</label>
      <Input
        key={number}
        id={id}
        name="number"
        inputMode="numeric"
        pattern="[0-9]*"
        defaultValue={number}
        className="h-8 w-16 text-right font-mono tabular-nums"
      />
      <span className="tabular-nums">{t('of', { count: pages })}</span>
    </form>
  );
}
