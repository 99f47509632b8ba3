'use client';

import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './class-names.ts';

export const Dialog = Primitive.Root;

type DialogContentProps = Omit<ComponentProps<typeof Primitive.Content>, 'title'> & {
  title: ReactNode;
  description?: ReactNode;
  /** The word on the close button, for those who cannot see its cross. */
  closeLabel: string;
};

/** A dialog with title, optional description, and a way out. On small screens it fills the width. */
export function DialogContent({ title, description, closeLabel, className, children, ...props }: DialogContentProps) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 bg-black/45" />
      <Primitive.Content
        className={cn(
          'fixed top-[12vh] left-1/2 z-50 grid max-h-[76vh] w-[calc(100vw-24px)] max-w-lg -translate-x-1/2 gap-4 overflow-y-auto rounded-lg border bg-raised p-5 shadow-popover outline-none',
          className,
        )}
        {...(description ? {} : { 'aria-describedby': undefined })}
        {...props}
      >
        <div className="grid gap-1 pr-8">
          <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
          {description && <Primitive.Description className="text-ink-soft">{description}</Primitive.Description>}
        </div>
        {children}
        <Primitive.Close asChild>
          <Button variant="ghost" size="icon-small" aria-label={closeLabel} className="absolute top-3.5 right-3.5">
            <X aria-hidden />
          </Button>
        </Primitive.Close>
      </Primitive.Content>
    </Primitive.Portal>
  );
}
