'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';

/** What "try again" on an error page does: asks the server anew, then shows the page in place of the error. */
export function useRetry(reset: () => void): () => void {
  const router = useRouter();
  return () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
}
