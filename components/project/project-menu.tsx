'use client';

import { Archive, ArchiveRestore, Ellipsis, Pencil } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { restoreProject } from '#lib/actions/project/restore-project';
import { Button } from '../ui/button.tsx';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '../ui/dropdown-menu.tsx';
import { toast } from '../ui/toast.tsx';
import { ArchiveDialog } from './archive-dialog.tsx';

type ProjectMenuProps = {
  project: { id: string; name: string; archivedAt?: string | null };
  size?: 'icon' | 'icon-small';
};

/** What one may do with a project: for those who manage it. */
export function ProjectMenu({ project, size = 'icon' }: ProjectMenuProps) {
  const t = useTranslations('project');
  const router = useRouter();
  const [isAsking, setIsAsking] = useState(false);

  const restore = async () => {
    const result = await restoreProject({ id: project.id });
    if (result.ok) toast.success(t('archive.restored', { name: project.name }));
    else toast.error(result.message);
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant={size === 'icon' ? 'secondary' : 'ghost'}
            size={size}
            aria-label={t('menu', { name: project.name })}
          >
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => router.push(`/projects/${project.id}/edit`)}>
            <Pencil aria-hidden />
            {t('edit')}
          </DropdownMenuItem>
          {project.archivedAt ? (
            <DropdownMenuItem onSelect={() => void restore()}>
              <ArchiveRestore aria-hidden />
              {t('archive.restore')}
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem onSelect={() => setIsAsking(true)}>
              <Archive aria-hidden />
              {t('archive.confirm')}
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <ArchiveDialog project={project} isOpen={isAsking} onOpenChange={setIsAsking} />
    </>
  );
}
