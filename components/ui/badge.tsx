import type { ComponentProps } from 'react';
import { cn } from './class-names.ts';

/** A small neutral label: a count, a version, a kind. For states use `StateBadge`. */
export function Badge({ className, ...props }: ComponentProps<'span'>) {
  return (
    <span
      className={cn(
        'inline-flex h-5 items-center rounded-sm border px-1.5 text-xs font-medium text-ink-soft whitespace-nowrap',
        className,
      )}
      {...props}
    />
  );
}
