'use client';

type ToastOptions = { description?: string; action?: { label: string; onClick: () => void } };

async function show(kind: 'success' | 'error' | 'info', message: string, options?: ToastOptions): Promise<void> {
  const { showToast } = await import('./toaster.tsx');
  showToast(kind, message, options);
}

/** Says shortly what happened. The code behind it is loaded with the first one. */
export const toast = {
  success: (message: string, options?: ToastOptions): void => void show('success', message, options),
  error: (message: string, options?: ToastOptions): void => void show('error', message, options),
  info: (message: string, options?: ToastOptions): void => void show('info', message, options),
};
