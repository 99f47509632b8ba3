'use client';

import { AlertDialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

type ConfirmDialogProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  confirmLabel: string;
  cancelLabel: string;
  isDangerous?: boolean;
  isBusy?: boolean;
  onConfirm: () => void;
  /** Puts the focus back where the question came from. */
  returnFocus?: (() => void) | undefined;
};

/** Asks before something that is not easily undone. Escape and "cancel" leave everything as it was. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Primitive.Root open={props.isOpen} onOpenChange={props.onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Primitive.Content
          className="fixed top-[20vh] left-1/2 z-50 grid w-[calc(100vw-24px)] max-w-md -translate-x-1/2 gap-2 rounded-lg border bg-raised p-5 shadow-popover outline-none"
          onCloseAutoFocus={(event) => {
            if (!props.returnFocus) return;
            event.preventDefault();
            props.returnFocus();
          }}
        >
          <Primitive.Title className="text-lg font-semibold break-words">{props.title}</Primitive.Title>
          <Primitive.Description className="text-ink-soft">{props.description}</Primitive.Description>
          <div className="mt-3 flex flex-wrap justify-end gap-2">
            <Primitive.Cancel asChild>
              <Button disabled={props.isBusy}>{props.cancelLabel}</Button>
            </Primitive.Cancel>
            <Button variant={props.isDangerous ? 'danger' : 'primary'} isBusy={props.isBusy} onClick={props.onConfirm}>
              {props.confirmLabel}
            </Button>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
