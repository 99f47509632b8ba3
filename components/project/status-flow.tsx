import { Check, CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ProjectStatus, projectStatuses } from '#lib/domain/project/status';
import { cn } from '../ui/class-names.ts';

const steps = projectStatuses.filter((status) => status !== 'ERROR');

type Place = 'passed' | 'current' | 'ahead';

const placeStyle: Record<Place, string> = {
  passed: 'border-transparent bg-done-soft text-done',
  current: 'border-accent-text bg-accent-soft text-accent-text',
  ahead: 'border-line bg-surface text-ink-faint',
};

/** The way of a project from created to completed, and where it stands. Scrolls sideways where it does not fit. */
export function StatusFlow({ status }: { status: ProjectStatus | null | undefined }) {
  const t = useTranslations('project');
  if (status === 'ERROR') {
    return (
      <p className="flex items-start gap-2 rounded-md bg-failed-soft px-3 py-2 text-failed">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        {t('flow.error')}
      </p>
    );
  }
  const reached = steps.indexOf(status ?? 'CREATED');
  const placeOf = (index: number): Place => {
    if (index < reached || status === 'COMPLETED') return 'passed';
    return index === reached ? 'current' : 'ahead';
  };
  return (
    // biome-ignore lint: a region that scrolls must be reachable by keyboard
    <section aria-label={t('flow.label')} tabIndex={0} className="-mx-1 overflow-x-auto px-1 py-1">
      <ol className="flex min-w-max items-center gap-1">
        {steps.map((step, index) => {
          const place = placeOf(index);
          return (
            <li key={step} aria-current={place === 'current' ? 'step' : undefined} className="flex items-center gap-1">
              {index > 0 && <span aria-hidden className={cn('h-px w-4', index <= reached ? 'bg-done' : 'bg-line')} />}
              <span
                className={cn(
                  'inline-flex h-7 items-center gap-1.5 rounded-md border px-2 text-sm whitespace-nowrap',
                  placeStyle[place],
                  place === 'current' && 'font-medium',
                )}
              >
                {place === 'passed' ? (
                  <Check aria-hidden className="size-3.5" />
                ) : (
                  <span className="font-mono text-xs tabular-nums">{index + 1}</span>
                )}
                {t(`status.${step}`)}
                <span className="sr-only">({t(`flow.${place}`)})</span>
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
