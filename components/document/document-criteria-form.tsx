'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type DocumentCriteria, documentKindFilters, documentOrders } from '#lib/domain/document-view/listing';
import { Input } from '../ui/input.tsx';
import { Select } from '../ui/select.tsx';

type DocumentCriteriaFormProps = {
  criteria: DocumentCriteria;
  onChange: (changes: Readonly<Record<string, string | null>>) => void;
};

/** What of the list is shown, and in which order; all of it stands in the address. */
export function DocumentCriteriaForm({ criteria, onChange }: DocumentCriteriaFormProps) {
  const t = useTranslations('document');
  return (
    <search className="flex flex-wrap gap-2">
      <div className="relative min-w-48 flex-1 sm:max-w-80">
        <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-ink-faint" />
        <Input
          type="search"
          defaultValue={criteria.q}
          aria-label={t('search')}
          placeholder={t('search')}
          className="pl-8.5"
          onChange={({ target }) => onChange({ q: target.value || null })}
        />
      </div>
      <Select
        aria-label={t('kind.label')}
        value={criteria.kind}
        onChange={({ target }) => onChange({ kind: target.value === 'any' ? null : target.value })}
      >
        {documentKindFilters.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kind.${kind}`)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('order.label')}
        value={criteria.order}
        onChange={({ target }) => onChange({ order: target.value === 'newest' ? null : target.value })}
      >
        {documentOrders.map((order) => (
          <option key={order} value={order}>
            {t(`order.${order}`)}
          </option>
        ))}
      </Select>
    </search>
  );
}
