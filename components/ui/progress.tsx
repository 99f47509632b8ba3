import { cn } from './class-names.ts';

type ProgressProps = {
  /** 0 to 100; undefined where it is not known yet. */
  value: number | undefined;
  /** What progresses. */
  label: string;
  className?: string;
};

/** A progress bar. The number stands beside it wherever people compare. */
export function Progress({ value, label, className }: ProgressProps) {
  const percent = value === undefined ? undefined : Math.min(100, Math.max(0, Math.round(value)));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={cn('h-1.5 w-full overflow-hidden rounded-sm bg-muted', className)}
    >
      <div
        className={cn('h-full rounded-sm transition-[width]', percent === 100 ? 'bg-done' : 'bg-accent')}
        style={{ width: `${percent ?? 0}%` }}
      />
    </div>
  );
}
