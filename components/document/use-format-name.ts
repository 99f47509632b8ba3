'use client';

import { useTranslations } from 'next-intl';
import { documentFormats } from '#lib/domain/document/formats';
import type { DocumentKind } from '#lib/domain/document/states';

type Described = { name: string; kind?: DocumentKind | null; format?: string | null };

/** Says what a document is: what its content was found to be, until then what its name promises. */
export function useFormatName(): (document: Described) => string {
  const t = useTranslations('document.format');
  return ({ name, kind, format }) => {
    if (kind === 'SOURCE') return t('source');
    const known = documentFormats.find((candidate) => candidate === format);
    if (known) return t(known);
    return /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toUpperCase() ?? t('unknown');
  };
}
