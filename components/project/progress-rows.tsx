import { Progress } from '../ui/progress.tsx';

type ProgressRow = { key: string; label: string; value: number | undefined };

/** Bars with their numbers, aligned for comparison. A value that is not known shows a dash, not a zero. */
export function ProgressRows({ rows }: { rows: readonly ProgressRow[] }) {
  return (
    <ul className="grid gap-2.5">
      {rows.map(({ key, label, value }) => (
        <li key={key} className="grid grid-cols-[minmax(88px,128px)_1fr_44px] items-center gap-3">
          <span className="truncate text-ink-soft">{label}</span>
          <Progress value={value} label={label} />
          <span className="text-right font-mono text-sm tabular-nums">
            {value === undefined ? '–' : `${Math.round(value)} %`}
          </span>
        </li>
      ))}
    </ul>
  );
}
