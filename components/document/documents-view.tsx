'use client';

import { FileStack } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type DocumentSummary, useLiveDocuments } from '#lib/client/document/use-live-documents';
import { useUrlState } from '#lib/client/run/use-url-state';
import {
  documentFilters,
  filterDocuments,
  parseDocumentCriteria,
  selectDocuments,
} from '#lib/domain/document-view/listing';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { NavTabs } from '../ui/nav-tabs.tsx';
import { DocumentCriteriaForm } from './document-criteria-form.tsx';
import { DocumentTable } from './document-table.tsx';
import { DropZone } from './drop-zone.tsx';
import { UploadButton } from './upload-button.tsx';
import { UploadList } from './upload-list.tsx';
import { useChooseFiles } from './use-choose-files.ts';

type DocumentsViewProps = { projectId: string; initial: readonly DocumentSummary[]; mayChange: boolean };

/** The documents of a project, live, and what is being uploaded to it. */
export function DocumentsView({ projectId, initial, mayChange }: DocumentsViewProps) {
  const t = useTranslations('document');
  const url = useUrlState();
  const documents = useLiveDocuments(projectId, initial);
  const choose = useChooseFiles(projectId, documents);
  const criteria = parseDocumentCriteria({
    ...{ q: url.get('q'), show: url.get('show'), kind: url.get('kind'), order: url.get('order') },
  });
  const hrefOf = (show: string) => url.hrefWith({ show: show === 'all' ? null : show });
  const upload = mayChange && <UploadButton onChoose={choose} />;
  const shown = selectDocuments(documents, criteria);
  return (
    <DropZone onDrop={mayChange ? choose : undefined}>
      {documents.length > 0 && (
        <div className="flex min-w-0 flex-col-reverse justify-between gap-3 sm:flex-row sm:items-end">
          <NavTabs
            label={t('filter.label')}
            currentHref={hrefOf(criteria.show)}
            tabs={documentFilters.map((show) => ({
              href: hrefOf(show),
              label: t(`filter.${show}`, { count: filterDocuments(documents, show).length }),
            }))}
          />
          {upload}
        </div>
      )}
      <UploadList projectId={projectId} />
      {documents.length > 0 && <DocumentCriteriaForm criteria={criteria} onChange={url.replace} />}
      <Card className="min-w-0 overflow-hidden">
        {documents.length === 0 ? (
          <EmptyState icon={FileStack} title={<h2>{t('none')}</h2>} action={upload}>
            {t(mayChange ? 'noneBody' : 'noneBodyReader')}
          </EmptyState>
        ) : shown.length === 0 ? (
          <EmptyState icon={FileStack} title={t('noneOfFilter')} className="py-8" />
        ) : (
          <DocumentTable projectId={projectId} documents={shown} mayChange={mayChange} />
        )}
      </Card>
    </DropZone>
  );
}
