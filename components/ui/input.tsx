import type { ComponentProps } from 'react';
import { cn } from './class-names.ts';

/** The look that all fields for text share. */
export const fieldStyle =
  'w-full min-w-0 rounded-md border border-line-strong/70 bg-surface px-3 text-ink transition-colors placeholder:text-ink-faint hover:border-line-strong disabled:cursor-not-allowed disabled:bg-muted disabled:text-ink-faint aria-invalid:border-failed';

/** A one-line text field; give it a label through `Field`. */
export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(fieldStyle, 'h-9', className)} {...props} />;
}
