import { Check, CircleAlert, CircleDot } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ProjectStatus, projectStatuses } from '#lib/domain/project/status';
import { cn } from '../ui/class-names.ts';

const steps = projectStatuses.filter((status) => status !== 'ERROR');

type Place = 'passed' | 'current' | 'ahead';

const barStyle: Record<Place, string> = { passed: 'bg-done', current: 'bg-accent', ahead: 'bg-line' };
const wordStyle: Record<Place, string> = {
  passed: 'text-done',
  current: 'font-medium text-accent-text',
  ahead: 'text-ink-faint',
};

/** The way of a project from created to completed, and where it stands. Where it is narrow, only the latter is spelt out. */
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
    <div className="grid gap-2">
      <p aria-hidden className="flex justify-between gap-3 text-sm md:hidden">
        <span className="font-medium text-accent-text">{t(`status.${status ?? 'CREATED'}`)}</span>
        <span className="text-ink-faint">{t('flow.step', { step: reached + 1, total: steps.length })}</span>
      </p>
      <ol aria-label={t('flow.label')} className="grid auto-cols-fr grid-flow-col gap-1.5">
        {steps.map((step, index) => {
          const place = placeOf(index);
          return (
            <li
              key={step}
              aria-current={place === 'current' ? 'step' : undefined}
              className="grid content-start gap-1.5"
            >
              <span aria-hidden className={cn('h-1 rounded-sm', barStyle[place])} />
              <span className={cn('flex items-start gap-1 text-xs max-md:sr-only', wordStyle[place])}>
                {place === 'passed' && <Check aria-hidden className="mt-px size-3.5 shrink-0" />}
                {place === 'current' && <CircleDot aria-hidden className="mt-px size-3.5 shrink-0" />}
                <span>
                  {t(`status.${step}`)}
                  <span className="sr-only"> ({t(`flow.${place}`)})</span>
                </span>
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
