'use client';

import { FolderKanban } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useProjects } from '#lib/client/project/use-projects';
import { parseProjectCriteria } from '#lib/domain/project/listing';
import { useWorkspace } from '../providers/workspace-context.tsx';
import { Dialog, DialogContent } from '../ui/dialog.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

const shown = 50;

/** The projects that a run can be started for: each leads to the dialog that starts this blueprint. */
export function UseDialog({ blueprintId, onClose }: { blueprintId: string; onClose: () => void }) {
  const t = useTranslations();
  const { organization } = useWorkspace();
  const projects = useProjects({ organization: organization.id, criteria: parseProjectCriteria({}), size: shown });
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={t('blueprint.use.title')}
        description={t('blueprint.use.body')}
        closeLabel={t('common.close')}
      >
        {projects.isPending && <Skeleton className="h-32" />}
        {projects.isError && <ErrorState title={t('blueprint.use.failed')} onRetry={() => void projects.refetch()} />}
        {projects.data?.length === 0 && <p className="text-ink-soft">{t('blueprint.use.none')}</p>}
        <ul className="grid gap-1">
          {projects.data?.map(({ id, name }) => (
            <li key={id}>
              <Link
                href={`/projects/${id}/runs?start=${encodeURIComponent(blueprintId)}`}
                className="flex min-h-9 items-center gap-2 rounded-md border px-3 hover:bg-muted"
              >
                <FolderKanban aria-hidden className="size-4 shrink-0 text-ink-faint" />
                <span className="truncate">{name}</span>
              </Link>
            </li>
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  );
}
