'use client';

import { Command } from 'cmdk';
import { FolderKanban, Moon, Plus, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { type ReactNode, useState } from 'react';
import { useProjects } from '#lib/client/project/use-projects';
import { parseProjectCriteria } from '#lib/domain/project/listing';
import { useMay, useWorkspace } from '../providers/workspace-context.tsx';
import { navigationFor } from './navigation.ts';

type PaletteProps = { onOpenChange: (isOpen: boolean) => void };

const itemStyle =
  'flex min-h-9 cursor-default select-none items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-muted [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint';

/** Everything that one can go to or do, by typing. */
export function Palette({ onOpenChange }: PaletteProps) {
  const t = useTranslations();
  const router = useRouter();
  const { resolvedTheme, setTheme } = useTheme();
  const workspace = useWorkspace();
  const mayManage = useMay('org_manage');
  const [search, setSearch] = useState('');
  const projects = useProjects({
    organization: workspace.organization.id,
    criteria: parseProjectCriteria({ q: search }),
    size: 8,
  });

  const run = (action: () => void) => () => {
    onOpenChange(false);
    action();
  };
  const goTo = (href: string) => run(() => router.push(href));
  const nextTheme = resolvedTheme === 'dark' ? 'light' : 'dark';
  return (
    <Command.Dialog
      open
      onOpenChange={onOpenChange}
      label={t('palette.label')}
      overlayClassName="fixed inset-0 z-40 bg-black/45"
      contentClassName="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-24px)] max-w-lg -translate-x-1/2 overflow-hidden rounded-lg border bg-raised shadow-popover outline-none"
    >
      <Command.Input
        value={search}
        onValueChange={setSearch}
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.label')}
        className="h-11 w-full border-b bg-transparent px-4 outline-none placeholder:text-ink-faint"
      />
      <Command.List className="max-h-80 overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-ink-soft">{t('palette.empty')}</Command.Empty>
        <Group heading={t('palette.goTo')}>
          {navigationFor(workspace).map(({ href, label, icon: Icon }) => (
            <Command.Item key={href} onSelect={goTo(href)} className={itemStyle}>
              <Icon aria-hidden />
              {t(`navigation.${label}`)}
            </Command.Item>
          ))}
        </Group>
        {projects.data && projects.data.length > 0 && (
          <Group heading={t('palette.projects')}>
            {projects.data.map(({ id, name }) => (
              <Command.Item key={id} value={`${name} ${id}`} onSelect={goTo(`/projects/${id}`)} className={itemStyle}>
                <FolderKanban aria-hidden />
                <span className="truncate">{name}</span>
              </Command.Item>
            ))}
          </Group>
        )}
        <Group heading={t('palette.actions')}>
          {mayManage && (
            <Command.Item onSelect={goTo('/projects/new')} className={itemStyle}>
              <Plus aria-hidden />
              {t('project.create')}
            </Command.Item>
          )}
          <Command.Item onSelect={run(() => setTheme(nextTheme))} className={itemStyle}>
            {nextTheme === 'dark' ? <Moon aria-hidden /> : <Sun aria-hidden />}
            {t(nextTheme === 'dark' ? 'palette.useDark' : 'palette.useLight')}
          </Command.Item>
        </Group>
      </Command.List>
    </Command.Dialog>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-ink-faint"
    >
      {children}
    </Command.Group>
  );
}
