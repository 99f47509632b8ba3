'use client';

import { useEffect, useEffectEvent } from 'react';

/** Keys to what they do: `?`, `/`, a sequence `g p`, or `mod+k` (Control, on a Mac Command). */
export type Shortcuts = Record<string, () => void>;

const SEQUENCE_MS = 1200;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** Listens to keys on the whole page. Plain keys are left alone while somebody types or a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const run = useEffectEvent((keys: string): boolean => {
    const action = shortcuts[keys];
    action?.();
    return action !== undefined;
  });

  useEffect(() => {
    let previous = { key: '', at: 0 };
    const onKeyDown = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (event.ctrlKey || event.metaKey) {
        if (!event.altKey && !event.shiftKey && run(`mod+${key}`)) event.preventDefault();
        return;
      }
      if (event.altKey || isTyping(event.target) || document.querySelector('[role=dialog],[role=alertdialog]')) return;
      const isSequence = event.timeStamp - previous.at < SEQUENCE_MS;
      const hasRun = (isSequence && run(`${previous.key} ${key}`)) || run(key);
      previous = hasRun ? { key: '', at: 0 } : { key, at: event.timeStamp };
      if (hasRun) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
