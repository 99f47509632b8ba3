'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useShortcuts } from '#lib/client/use-shortcuts';
import { useWorkspace } from '../providers/workspace-context.tsx';
import { navigationFor } from './navigation.ts';

// Both are opened by few and weigh something: loaded when they are first asked for.
const Palette = dynamic(() => import('./palette.tsx').then(({ Palette: Loaded }) => Loaded), { ssr: false });
const ShortcutHelp = dynamic(() => import('./shortcut-help.tsx').then(({ ShortcutHelp: Loaded }) => Loaded), {
  ssr: false,
});

type Overlay = 'palette' | 'shortcuts';
const OPEN = 'factory:open-overlay';

const ask = (overlay: Overlay): void => {
  document.dispatchEvent(new CustomEvent<Overlay>(OPEN, { detail: overlay }));
};

/** Opens the palette, from wherever. */
export const openPalette = (): void => ask('palette');

/** Opens the list of shortcuts, from wherever. */
export const openShortcuts = (): void => ask('shortcuts');

/** Focuses the search field of the page, where it has one. */
function focusSearch(): void {
  document.querySelector<HTMLInputElement>('main input[type=search]')?.focus();
}

/** The keys that work on every page, and what they open. */
export function Keyboard() {
  const router = useRouter();
  const items = navigationFor(useWorkspace());
  const [open, setOpen] = useState<Overlay | null>(null);

  useEffect(() => {
    const onOpen = (event: Event) => {
      if (event instanceof CustomEvent) setOpen(event.detail === 'palette' ? 'palette' : 'shortcuts');
    };
    document.addEventListener(OPEN, onOpen);
    return () => document.removeEventListener(OPEN, onOpen);
  }, []);

  useShortcuts({
    'mod+k': () => setOpen((current) => (current === 'palette' ? null : 'palette')),
    '?': () => setOpen('shortcuts'),
    '/': focusSearch,
    ...Object.fromEntries(items.map(({ key, href }) => [`g ${key}`, () => router.push(href)])),
  });

  const onOpenChange = (isOpen: boolean) => {
    if (!isOpen) setOpen(null);
  };
  return (
    <>
      {open === 'palette' && <Palette onOpenChange={onOpenChange} />}
      {open === 'shortcuts' && <ShortcutHelp onOpenChange={onOpenChange} />}
    </>
  );
}
