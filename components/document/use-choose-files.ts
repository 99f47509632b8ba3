'use client';

import { useTranslations } from 'next-intl';
import { uploadStore } from '#lib/client/document/upload-store';
import type { DocumentSummary } from '#lib/client/document/use-live-documents';
import { useUploads } from '#lib/client/document/use-uploads';
import { maxDocumentBytes } from '#lib/domain/document/upload';
import { checkChosenFile } from '#lib/domain/document-view/chosen-file';
import { toast } from '../ui/toast.ts';
import { useFileSize } from './use-file-size.ts';

/** Takes files that somebody chose or dropped: what can be uploaded begins, of the rest is said why not. */
export function useChooseFiles(
  projectId: string,
  documents: readonly DocumentSummary[],
): (files: readonly File[]) => void {
  const t = useTranslations('document.problem');
  const size = useFileSize();
  const uploads = useUploads();
  /** The upload of the same file that was broken off, in this browser or another. */
  const begunOf = ({ name, size: bytes }: File) =>
    documents.find(
      (document) =>
        document.status === 'AWAITING_UPLOAD' &&
        document.name === name &&
        document.size === bytes &&
        !uploads.some(({ documentId }) => documentId === document.id),
    )?.id ?? null;
  return (files) => {
    const checked = files.map((file) => ({ file, check: checkChosenFile(file, maxDocumentBytes) }));
    uploadStore.add(
      projectId,
      checked.flatMap(({ file, check }) =>
        check.ok ? [{ file, contentType: check.contentType, documentId: begunOf(file) }] : [],
      ),
    );
    for (const { file, check } of checked) {
      if (check.ok) continue;
      toast.error(t('title', { name: file.name.slice(0, 80) }), {
        description: t(check.problem, { limit: size(maxDocumentBytes) }),
      });
    }
  };
}
