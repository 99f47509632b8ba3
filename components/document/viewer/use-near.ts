'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';

/** So far beyond the window's edges things are drawn already, so that scrolling meets no gaps. */
const MARGIN = '1200px 0px';

/** `height` in px, as it was when last looked at. */
type Nearness = { isNear: boolean; height: number };
type Told = (nearness: Nearness) => void;
const told = new WeakMap<Element, Told>();
let observer: IntersectionObserver | undefined;

// One for the whole page: a document of a thousand pages has a thousand groups.
function sharedObserver(): IntersectionObserver {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries) {
        told.get(target)?.({ isNear: isIntersecting, height: boundingClientRect.height });
      }
    },
    { rootMargin: MARGIN },
  );
  return observer;
}

/** Whether an element is in the window or near it, and its height. */
export function useNear<Kind extends Element>(atFirst: Nearness): Nearness & { ref: RefObject<Kind | null> } {
  const ref = useRef<Kind>(null);
  const [nearness, setNearness] = useState(atFirst);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    told.set(element, setNearness);
    sharedObserver().observe(element);
    return () => sharedObserver().unobserve(element);
  }, []);
  return { ref, ...nearness };
}
