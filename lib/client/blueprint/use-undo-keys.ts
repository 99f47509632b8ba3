'use client';

import { useEffect, useEffectEvent } from 'react';

/** Ctrl-Z takes back, Ctrl-Shift-Z and Ctrl-Y do again (on a Mac with Command); in dialogs the browser's own hold. */
export function useUndoKeys({ undo, redo }: { undo: () => void; redo: () => void }): void {
  const act = useEffectEvent((isRedo: boolean) => (isRedo ? redo() : undo()));
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (document.querySelector('[role=dialog],[role=alertdialog]')) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      act(key === 'y' || event.shiftKey);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
