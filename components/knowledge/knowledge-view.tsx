'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type KnowledgeBase, useLiveKnowledgeBase } from '#lib/client/knowledge/use-live-knowledge-bases';
import { type KnowledgeSource, useLiveKnowledgeSources } from '#lib/client/knowledge/use-live-knowledge-sources';
import { KnowledgeHeader } from './knowledge-header.tsx';
import { KnowledgeSearch } from './knowledge-search.tsx';
import { SourceTable } from './source-table.tsx';

const AddDocumentsDialog = dynamic(
  () => import('./add-documents-dialog.tsx').then((loaded) => loaded.AddDocumentsDialog),
  { ssr: false },
);

type KnowledgeViewProps = {
  initial: KnowledgeBase;
  initialSources: readonly KnowledgeSource[];
  mayChange: boolean;
};

/** A knowledge base: ask it, and what is in it. */
export function KnowledgeView({ initial, initialSources, mayChange }: KnowledgeViewProps) {
  const t = useTranslations('knowledge');
  const base = useLiveKnowledgeBase(initial);
  const sources = useLiveKnowledgeSources(initial.id, initialSources);
  const [isAdding, setIsAdding] = useState(false);
  const add = () => setIsAdding(true);
  return (
    <>
      <KnowledgeHeader base={base} mayChange={mayChange} onAdd={add} />
      <KnowledgeSearch base={base} isEmpty={sources.length === 0} />
      <section aria-label={t('documents')} className="min-w-0">
        <SourceTable base={base} sources={sources} mayChange={mayChange} onAdd={add} />
      </section>
      {isAdding && (
        <AddDocumentsDialog
          knowledgeBaseId={base.id}
          present={new Set(sources.map(({ documentId }) => documentId))}
          onClose={() => setIsAdding(false)}
        />
      )}
    </>
  );
}
