'use client';

import { CircleAlert, FileX2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useDocumentText } from '#lib/client/document/use-document-text';
import { useLiveDocument, type ViewedDocument } from '#lib/client/document/use-live-document';
import { isAtWork } from '#lib/domain/document-view/listing';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Reader } from './reader.tsx';
import { ViewerHeader } from './viewer-header.tsx';
import { ViewerPending } from './viewer-pending.tsx';

const SourceView = dynamic(() => import('../../source/source-view.tsx').then((loaded) => loaded.SourceView), {
  loading: () => <Skeleton className="h-120" />,
});

type DocumentViewerProps = { project: { id: string; name: string }; initial: ViewedDocument; mayChange: boolean };

/** A document: what it is, what became of it, and its text, or the files of a source. */
export function DocumentViewer({ project, initial, mayChange }: DocumentViewerProps) {
  const t = useTranslations('viewer');
  const router = useRouter();
  const { document, isGone } = useLiveDocument(initial);
  const leave = () => router.push(`/projects/${project.id}/documents`);
  const isSource = document.kind === 'SOURCE';
  return (
    <>
      <ViewerHeader project={project} document={document} mayChange={mayChange && !isGone} onDeleted={leave} />
      {isGone ? (
        <Card>
          <EmptyState icon={FileX2} title={t('gone')} />
        </Card>
      ) : document.status === 'REJECTED' ? (
        <Card>
          <EmptyState icon={CircleAlert} title={<h2>{t('rejected')}</h2>}>
            {document.reason ?? t('rejectedBody')}
          </EmptyState>
        </Card>
      ) : document.status === 'AWAITING_UPLOAD' || isAtWork(document.status) ? (
        <ViewerPending status={document.status} />
      ) : isSource ? (
        <SourceView documentId={document.id} />
      ) : (
        <ProcessedText documentId={document.id} />
      )}
    </>
  );
}

function ProcessedText({ documentId }: { documentId: string }) {
  const t = useTranslations('viewer');
  const text = useDocumentText(documentId);
  if (text.isError) {
    return (
      <Card>
        <ErrorState title={t('failed')} onRetry={() => void text.refetch()} />
      </Card>
    );
  }
  return text.data ? <Reader text={text.data} /> : <Skeleton className="h-120" />;
}
