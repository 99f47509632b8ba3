'use client';

import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import { useTheme } from 'next-themes';
import { type ExternalToast, Toaster as Sonner, toast } from 'sonner';

/** Shows a toast; `toast` from `toast.ts` is the way to call it. */
export function showToast(kind: 'success' | 'error' | 'info', message: string, options?: ExternalToast): void {
  toast[kind](message, options);
}

/** Where toasts appear. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      icons={{
        success: <CircleCheck aria-hidden className="size-4 text-done" />,
        error: <CircleAlert aria-hidden className="size-4 text-failed" />,
        info: <Info aria-hidden className="size-4 text-ink-faint" />,
      }}
      toastOptions={{
        classNames: {
          toast: '!rounded-md !border !border-line !bg-raised !font-sans !text-base !text-ink !shadow-popover',
          description: '!text-ink-soft',
          actionButton: '!h-7 !rounded-sm !bg-muted !px-2 !font-medium !text-ink',
        },
      }}
    />
  );
}
