import { CloudUpload, Hourglass } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { DocumentStatus } from '#lib/domain/document/states';
import { isAtWork } from '#lib/domain/document-view/listing';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** There is nothing to read yet, why, and that it will come by itself. */
export function ViewerPending({ status }: { status: DocumentStatus | null }) {
  const t = useTranslations('viewer.pending');
  const isComing = isAtWork(status);
  const body = status === 'RECOGNIZING' ? 'recognizingBody' : isComing ? 'readingBody' : 'awaitingBody';
  return (
    <Card>
      <EmptyState icon={isComing ? Hourglass : CloudUpload} title={<h2>{t(isComing ? 'reading' : 'awaiting')}</h2>}>
        {t(body)}
      </EmptyState>
    </Card>
  );
}
