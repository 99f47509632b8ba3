'use client';

import { ChartNoAxesGantt, CircleDollarSign, ListTree, type LucideIcon, Workflow } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useUrlState } from '#lib/client/run/use-url-state';
import { cn } from '../ui/class-names.ts';

export const views = ['graph', 'steps', 'timeline', 'cost'] as const;
export type RunViewName = (typeof views)[number];

const icons: Record<RunViewName, LucideIcon> = {
  graph: Workflow,
  steps: ListTree,
  timeline: ChartNoAxesGantt,
  cost: CircleDollarSign,
};

/** The ways to look at a run's steps; the address keeps which. */
export function ViewSwitch({ view }: { view: RunViewName }) {
  const t = useTranslations('run.view');
  const url = useUrlState();
  return (
    <nav aria-label={t('label')} className="-mx-4 overflow-x-auto border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-1">
        {views.map((name) => {
          const Icon = icons[name];
          const changes = { view: name === 'graph' ? null : name };
          return (
            // On narrow screens the graph's steps stand in their list.
            <li key={name} className={name === 'graph' ? 'hidden md:block' : undefined}>
              <a
                href={url.hrefWith(changes)}
                aria-current={name === view ? 'page' : undefined}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  url.set(changes);
                }}
                className={cn(
                  'flex h-9 items-center gap-2 border-b-2 px-3 whitespace-nowrap -outline-offset-2',
                  name === view
                    ? 'border-accent-text font-medium text-ink'
                    : 'border-transparent text-ink-soft hover:text-ink',
                )}
              >
                <Icon aria-hidden className="size-4" />
                {t(name)}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
