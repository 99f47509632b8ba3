'use client';

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';

/** So close to the end counts as reading there. */
const END_PX = 64;
const HIGHLIGHT_MS = 2000;

export type OlderMessages = { hasMore: boolean; isLoading: boolean; load: () => void };

type ThreadScroll = {
  container: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  isAtEnd: boolean;
  toEnd: () => void;
};

/** Keeps the place of whoever reads: at the end it follows what comes; elsewhere what is put above moves nothing. */
export function useThreadScroll(firstId: string | undefined, older: OlderMessages): ThreadScroll {
  const container = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const place = useRef({ isAtEnd: true, fromEnd: 0 });
  const [isAtEnd, setIsAtEnd] = useState(true);

  useLayoutEffect(() => {
    const box = container.current;
    if (box && !place.current.isAtEnd) box.scrollTop = box.scrollHeight - place.current.fromEnd;
  }, [firstId]);

  // A link may lead to a message above what is loaded: pages are asked for until it is there.
  const sought = useRef<string>(undefined);
  const seek = useEffectEvent(() => {
    const { hash } = window.location;
    if (sought.current === hash || !hash.startsWith('#message-')) return;
    if (highlight()) {
      place.current.isAtEnd = false;
      sought.current = hash;
    } else if (older.hasMore && !older.isLoading) older.load();
  });
  useEffect(() => seek(), [firstId, older.isLoading]);

  useEffect(() => {
    const [box, inner] = [container.current, content.current];
    if (!box || !inner) return;
    const remember = () => {
      const fromEnd = box.scrollHeight - box.scrollTop;
      const next = fromEnd - box.clientHeight <= END_PX;
      place.current = { isAtEnd: next, fromEnd };
      setIsAtEnd(next);
    };
    const follow = () => {
      if (place.current.isAtEnd) box.scrollTop = box.scrollHeight;
      else remember();
    };
    if (!sought.current) box.scrollTop = box.scrollHeight;
    const onHash = () => {
      sought.current = undefined;
      seek();
    };
    const sizes = new ResizeObserver(follow);
    sizes.observe(inner);
    sizes.observe(box);
    box.addEventListener('scroll', remember, { passive: true });
    window.addEventListener('hashchange', onHash);
    return () => {
      sizes.disconnect();
      box.removeEventListener('scroll', remember);
      window.removeEventListener('hashchange', onHash);
    };
  }, []);

  const toEnd = () => {
    place.current.isAtEnd = true;
    if (container.current) container.current.scrollTop = container.current.scrollHeight;
  };
  return { container, content, isAtEnd, toEnd };
}

/** Brings the message that the address names into view and marks it for a moment. */
function highlight(): HTMLElement | null {
  const { hash } = window.location;
  const target = hash.startsWith('#message-') ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  if (!target) return null;
  target.scrollIntoView({ block: 'center' });
  target.focus({ preventScroll: true });
  target.dataset.highlighted = 'true';
  setTimeout(() => delete target.dataset.highlighted, HIGHLIGHT_MS);
  return target;
}
