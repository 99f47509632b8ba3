'use client';

import { FileText } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { addKnowledgeDocument } from '#lib/actions/knowledge/add-knowledge-document';
import { type AddableDocument, useAddableDocuments } from '#lib/client/knowledge/use-addable-documents';
import { useProjects } from '#lib/client/project/use-projects';
import { parseProjectCriteria } from '#lib/domain/project/listing';
import { useFileSize } from '../document/use-file-size.ts';
import { useWorkspace } from '../providers/workspace-context.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogContent } from '../ui/dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Input } from '../ui/input.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { toast } from '../ui/toast.ts';

type AddDocumentsDialogProps = {
  knowledgeBaseId: string;
  /** Ids of the documents that are in it already. */
  present: ReadonlySet<string>;
  onClose: () => void;
};

const PROJECTS_NAMED = 100;

/** Chooses documents of the organization, many at once, and adds them. */
export function AddDocumentsDialog({ knowledgeBaseId, present, onClose }: AddDocumentsDialogProps) {
  const t = useTranslations();
  const { organization } = useWorkspace();
  const documents = useAddableDocuments(organization.id);
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isBusy, setIsBusy] = useState(false);
  const addable = documents.data?.filter(({ id }) => !present.has(id)) ?? [];
  const shown = addable.filter(({ name }) => name.toLowerCase().includes(words.trim().toLowerCase()));
  const toggle = (id: string) =>
    setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  const add = async () => {
    setIsBusy(true);
    const ids = [...chosen].filter((id) => !present.has(id));
    const failed: string[] = [];
    for (const documentId of ids) {
      const result = await addKnowledgeDocument({ knowledgeBaseId, documentId });
      if (!result.ok) failed.push(result.message);
    }
    setIsBusy(false);
    if (failed[0] !== undefined) toast.error(failed[0]);
    if (ids.length > failed.length) toast.success(t('knowledge.add.done', { count: ids.length - failed.length }));
    if (failed.length === 0) onClose();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={t('knowledge.add.title')}
        description={t('knowledge.add.body')}
        closeLabel={t('common.close')}
      >
        {documents.isPending && <Skeleton className="h-48" />}
        {documents.isError && <ErrorState title={t('knowledge.add.failed')} onRetry={() => void documents.refetch()} />}
        {documents.data && addable.length === 0 && (
          <EmptyState icon={FileText} title={t('knowledge.add.none')} className="py-6">
            {t.rich('knowledge.add.noneBody', {
              projects: (chunks) => (
                <Link href="/projects" className="text-accent-text underline">
                  {chunks}
                </Link>
              ),
            })}
          </EmptyState>
        )}
        {addable.length > 0 && (
          <>
            <Input
              type="search"
              value={words}
              aria-label={t('document.search')}
              placeholder={t('document.search')}
              onChange={({ target }) => setWords(target.value)}
            />
            <Choices documents={shown} chosen={chosen} onToggle={toggle} />
            <div className="flex flex-wrap items-center justify-end gap-2">
              <p role="status" className="mr-auto text-sm text-ink-soft">
                {t('knowledge.add.chosen', { count: chosen.size })}
              </p>
              <Button onClick={onClose}>{t('common.cancel')}</Button>
              <Button variant="primary" disabled={chosen.size === 0} isBusy={isBusy} onClick={() => void add()}>
                {t('knowledge.add.submit')}
              </Button>
            </div>
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}

type ChoicesProps = {
  documents: readonly AddableDocument[];
  chosen: ReadonlySet<string>;
  onToggle: (id: string) => void;
};

function Choices({ documents, chosen, onToggle }: ChoicesProps) {
  const t = useTranslations('knowledge.add');
  const id = useId();
  const size = useFileSize();
  const { organization } = useWorkspace();
  const criteria = parseProjectCriteria({});
  const projects = useProjects({ organization: organization.id, criteria, size: PROJECTS_NAMED });
  const names = new Map(projects.data?.map((project) => [project.id, project.name]));
  if (documents.length === 0) return <p className="py-4 text-center text-ink-soft">{t('noMatch')}</p>;
  return (
    <ul aria-label={t('documents')} className="-mx-1 max-h-72 overflow-y-auto px-1">
      {documents.map((document) => (
        <li key={document.id} className="border-b last:border-b-0">
          <label htmlFor={`${id}-${document.id}`} className="flex min-h-11 cursor-pointer items-center gap-3 px-1 py-1">
            <input
              type="checkbox"
              id={`${id}-${document.id}`}
              checked={chosen.has(document.id)}
              onChange={() => onToggle(document.id)}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="grid min-w-0 flex-1">
              <span className="truncate">
                <bdi>{document.name}</bdi>
              </span>
              <span className="truncate text-sm text-ink-faint">
                {names.get(document.projectId) ?? document.projectId.slice(0, 8)}
              </span>
            </span>
            <span className="font-mono text-sm text-ink-faint tabular-nums">{size(document.size)}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}
