'use client';

import { Ellipsis } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../ui/button.tsx';
import { LazyMenu } from '../ui/lazy-menu.tsx';
import type { MenuProject } from './menu-project.ts';

type ProjectMenuProps = { project: MenuProject; size?: 'icon' | 'icon-small' };

const load = () => import('./project-menu-list.tsx').then(({ ProjectMenuList }) => ProjectMenuList);

/** What one may do with a project: for those who manage it. */
export function ProjectMenu({ project, size = 'icon' }: ProjectMenuProps) {
  const t = useTranslations('project');
  return (
    <LazyMenu
      load={load}
      props={{ project }}
      trigger={
        <Button
          variant={size === 'icon' ? 'secondary' : 'ghost'}
          size={size}
          aria-label={t('menu', { name: project.name })}
        >
          <Ellipsis aria-hidden />
        </Button>
      }
    />
  );
}
