'use client';

import { useEffect, useState } from 'react';

/** So far below the window's top a section counts as the one that is read. */
const READING_LINE = 160;

/** The section at the top of the window, as one scrolls. */
export function useReadSection(ids: readonly string[]): string | undefined {
  const [current, setCurrent] = useState(ids[0]);
  const key = ids.join(' ');
  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const read = key
        .split(' ')
        .findLast((id) => (document.getElementById(id)?.getBoundingClientRect().top ?? Infinity) < READING_LINE);
      if (read !== undefined) setCurrent(read);
    };
    const onScroll = () => {
      frame ||= requestAnimationFrame(look);
    };
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      window.removeEventListener('scroll', onScroll);
      cancelAnimationFrame(frame);
    };
  }, [key]);
  return current;
}
