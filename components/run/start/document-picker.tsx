'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { usePickableDocuments } from '#lib/client/document/use-pickable-documents';
import { readPickedIds } from '#lib/domain/run-view/input-values';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

type DocumentPickerProps = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  projectId: string;
  picks: 'document' | 'documents' | 'source';
  /** An id, or of several a list of them as JSON: what the field would hold if it were typed. */
  value: string;
  onType: (text: string) => void;
};

/** Picks documents of the project by their names, where a run asks for their ids. */
export function DocumentPicker({ projectId, picks, value, onType, ...control }: DocumentPickerProps) {
  const t = useTranslations('run.start');
  const documents = usePickableDocuments(projectId, picks === 'source' ? 'SOURCE' : 'DOCUMENT');
  if (documents.isPending) return <Skeleton className="h-9" />;
  const found = documents.data ?? [];
  if (found.length === 0) {
    return (
      <p className="text-sm text-ink-soft">
        {t(picks === 'source' ? 'noSource' : 'noDocuments')}{' '}
        <Link href={`/projects/${projectId}/documents`} className="text-accent-text underline">
          {t('toDocuments')}
        </Link>
      </p>
    );
  }
  if (picks === 'documents') {
    return <Several {...control} documents={found} picked={readPickedIds(value)} onPick={onType} />;
  }
  return (
    <Select {...control} className="w-full" value={value} onChange={({ target }) => onType(target.value)}>
      <option value="">{t('notGiven')}</option>
      {found.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}

type SeveralProps = {
  id: string;
  'aria-describedby': string | undefined;
  documents: readonly { id: string; name: string }[];
  picked: readonly string[];
  onPick: (text: string) => void;
};

function Several({ id, documents, picked, onPick, ...described }: SeveralProps) {
  const t = useTranslations('run.start');
  const prefix = useId();
  const toggle = (documentId: string) => {
    const next = picked.includes(documentId) ? picked.filter((one) => one !== documentId) : [...picked, documentId];
    onPick(next.length === 0 ? '' : JSON.stringify(next));
  };
  return (
    <fieldset
      id={id}
      aria-describedby={described['aria-describedby']}
      className="max-h-40 overflow-y-auto rounded-md border"
    >
      <legend className="sr-only">{t('pickDocuments')}</legend>
      {documents.map((document) => (
        <label
          key={document.id}
          htmlFor={`${prefix}-${document.id}`}
          className="flex min-h-9 cursor-pointer items-center gap-2.5 border-b px-3 last:border-b-0"
        >
          <input
            type="checkbox"
            id={`${prefix}-${document.id}`}
            checked={picked.includes(document.id)}
            onChange={() => toggle(document.id)}
            className="size-4 shrink-0 accent-accent"
          />
          <span className="min-w-0 truncate">
            <bdi>{document.name}</bdi>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
