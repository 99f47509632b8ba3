'use client';

import { useEffect, useState } from 'react';

type LeaveGuard = { href: string | null; stay: () => void };

/** Asks before unsaved changes are left: the browser asks when the page is closed, `href` is where a link wanted to go. */
export function useLeaveGuard(isDirty: boolean): LeaveGuard {
  const [href, setHref] = useState<string | null>(null);
  useEffect(() => {
    if (!isDirty) return;
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
      if (!(link instanceof HTMLAnchorElement) || isElsewhere || link.target === '_blank' || link.download) return;
      if (link.origin !== location.origin || link.pathname === location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      setHref(`${link.pathname}${link.search}`);
    };
    window.addEventListener('beforeunload', onLeave);
    document.addEventListener('click', onClick, true);
    return () => {
      window.removeEventListener('beforeunload', onLeave);
      document.removeEventListener('click', onClick, true);
    };
  }, [isDirty]);
  return { href, stay: () => setHref(null) };
}
