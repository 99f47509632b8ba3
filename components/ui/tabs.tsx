'use client';

import { Tabs as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './class-names.ts';

export const Tabs = Primitive.Root;
export const TabsContent = Primitive.Content;

/** The row of tabs; scrolls sideways where it does not fit. */
export function TabsList({ className, ...props }: ComponentProps<typeof Primitive.List>) {
  return <Primitive.List className={cn('flex gap-1 overflow-x-auto border-b', className)} {...props} />;
}

/** One tab within a page. Tabs that are pages of their own are links: see `NavTabs`. */
export function TabsTrigger({ className, ...props }: ComponentProps<typeof Primitive.Trigger>) {
  return (
    <Primitive.Trigger
      className={cn(
        '-mb-px h-9 shrink-0 border-b-2 border-transparent px-3 text-ink-soft hover:text-ink data-[state=active]:border-accent-text data-[state=active]:text-ink data-[state=active]:font-medium',
        className,
      )}
      {...props}
    />
  );
}
