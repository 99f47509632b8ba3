import type { View } from './view.ts';

/**
 * What opens a dialog whose being open stands in the address as `key=value`: a reload or a link brings it back, closing it
 * takes it out again. Called while the page is filled.
 */
export function opens(view: View, key: string, value: string, open: () => HTMLDialogElement): () => void {
  const run = () => {
    const element = open();
    view.keep({ [key]: value });
    element.addEventListener('close', () => {
      if (!view.isGone) view.keep({ [key]: '' });
    });
  };
  if (view.query[key] === value) {
    queueMicrotask(() => {
      // One that is just closing is still there: its address is about to be mended.
      if (!view.isGone && !document.querySelector('dialog')) run();
    });
  }
  return run;
}
