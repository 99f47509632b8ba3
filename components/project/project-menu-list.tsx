'use client';

import { Archive, ArchiveRestore, Pencil } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { restoreProject } from '#lib/actions/project/restore-project';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '../ui/dropdown-menu.tsx';
import type { MenuProps } from '../ui/lazy-menu.tsx';
import { toast } from '../ui/toast.ts';
import { ArchiveDialog } from './archive-dialog.tsx';
import type { MenuProject } from './menu-project.ts';

/** Edit, archive, restore. */
export function ProjectMenuList({ trigger, project }: MenuProps & { project: MenuProject }) {
  const t = useTranslations('project');
  const router = useRouter();
  const [isAsking, setIsAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);

  const restore = async () => {
    const result = await restoreProject({ id: project.id });
    if (result.ok) toast.success(t('archive.restored', { name: project.name }));
    else toast.error(result.message);
  };
  return (
    <>
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger asChild ref={opener}>
          {trigger}
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
      <ArchiveDialog
        project={project}
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        returnFocus={() => opener.current?.focus()}
      />
    </>
  );
}
