import type { ComponentProps, ReactNode } from 'react';
import { cn } from './class-names.ts';

/** The one card style. */
export function Card({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('rounded-lg border bg-surface', className)} {...props} />;
}

type SectionCardProps = {
  title: ReactNode;
  /** Stands at the right of the title: a link or a small control. */
  action?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A card with a heading of the second level. Its body sets its own padding, so that tables can reach the edge. */
export function SectionCard({ title, action, className, children }: SectionCardProps) {
  return (
    <section className={cn('min-w-0 rounded-lg border bg-surface', className)}>
      <div className="flex min-h-11 items-center justify-between gap-3 border-b px-4 py-1.5">
        <h2 className="font-semibold">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
