'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';

/** So far beyond the window's edges things are drawn already, so that scrolling meets no gaps. */
const MARGIN = '1200px 0px';

type Told = (isNear: boolean) => void;
const told = new WeakMap<Element, Told>();
let observer: IntersectionObserver | undefined;

// One for the whole page: a document of a thousand pages has a thousand groups.
function sharedObserver(): IntersectionObserver {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) told.get(target)?.(isIntersecting);
    },
    { rootMargin: MARGIN },
  );
  return observer;
}

/** Whether an element is in the window or near it. */
export function useNear<Kind extends Element>(
  isNearAtFirst: boolean,
): { ref: RefObject<Kind | null>; isNear: boolean } {
  const ref = useRef<Kind>(null);
  const [isNear, setIsNear] = useState(isNearAtFirst);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    told.set(element, setIsNear);
    sharedObserver().observe(element);
    return () => sharedObserver().unobserve(element);
  }, []);
  return { ref, isNear };
}
