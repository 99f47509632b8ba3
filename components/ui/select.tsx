import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './class-names.ts';
import { fieldStyle } from './input.tsx';

/** A choice of one. The platform's own: known to every phone and screen reader, and it costs no script. */
export function Select({ className, children, ...props }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative inline-flex', className)}>
      <select className={cn(fieldStyle, 'h-9 appearance-none truncate pr-8')} {...props}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2.5 right-2.5 size-4 text-ink-faint" />
    </span>
  );
}
