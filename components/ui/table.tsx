import type { ComponentProps } from 'react';
import { cn } from './class-names.ts';

type TableProps = ComponentProps<'table'> & {
  /** What the table lists; it names the scrollable region for readers who cannot see it. */
  label: string;
};

/** A table that scrolls sideways within itself, never the page. */
export function Table({ label, className, ...props }: TableProps) {
  return (
    // A region that scrolls must be reachable by keyboard.
    <section aria-label={label} tabIndex={0} className="relative w-full overflow-x-auto -outline-offset-2">
      <table className={cn('w-full border-collapse text-left', className)} {...props} />
    </section>
  );
}

/** The row of column names. */
export function TableHead({ className, ...props }: ComponentProps<'thead'>) {
  return <thead className={cn('border-b text-sm text-ink-faint', className)} {...props} />;
}

/** One column's name. */
export function TableHeadCell({ className, scope = 'col', ...props }: ComponentProps<'th'>) {
  return <th scope={scope} className={cn('h-9 px-3 font-medium whitespace-nowrap', className)} {...props} />;
}

/** One row. */
export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('border-b last:border-b-0 hover:bg-muted/60', className)} {...props} />;
}

/** One cell. Numbers: add `text-right font-mono tabular-nums`. */
export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return <td className={cn('h-11 px-3 py-1.5 align-middle', className)} {...props} />;
}
