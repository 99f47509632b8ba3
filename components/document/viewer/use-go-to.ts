'use client';

import { useCallback, useEffect, useState } from 'react';
import { type BlockGroup, groupOfBlock } from '#lib/domain/document-view/block-groups';

type GoTo = {
  /** The group that one goes to: it must be drawn. */
  target: number | undefined;
  /** The block at the top of the window. */
  reading: number;
  goTo: (block: number) => void;
  /** The same, with the block in the address: it can be shared, and gone back from. */
  pick: (block: number) => void;
};

/** Going to a block, one leaves whatever else of a place the address named. */
const otherPlaces = ['to', 'page', 'slide', 'sheet', 'line', 'entry'];

function pushPlace(block: number): void {
  const { pathname, search } = window.location;
  const parameters = new URLSearchParams(search);
  for (const name of otherPlaces) parameters.delete(name);
  parameters.set('block', String(block));
  window.history.pushState(null, '', `${pathname}?${parameters.toString()}`);
}

/** Brings blocks into view, also those that are not drawn yet, and knows which one is read. */
export function useGoTo(groups: readonly BlockGroup[]): GoTo {
  const [wanted, setWanted] = useState<{ block: number }>();
  const [reading, setReading] = useState(0);
  const goTo = useCallback((block: number) => setWanted({ block }), []);
  const pick = useCallback((block: number) => {
    pushPlace(block);
    setWanted({ block });
  }, []);

  useEffect(() => {
    if (!wanted) return;
    const show = () => {
      const block = document.getElementById(`block-${wanted.block}`);
      const found = block?.querySelector('[data-current]');
      if (found) found.scrollIntoView({ block: 'center' });
      else block?.scrollIntoView({ block: 'start' });
    };
    // The groups around it are drawn once it is there, and are then of other heights than were guessed.
    show();
    const frames = [requestAnimationFrame(() => requestAnimationFrame(show))];
    const timer = setTimeout(show, 250);
    return () => {
      for (const frame of frames) cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [wanted]);

  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const x = Math.min(window.innerWidth - 80, window.innerWidth * 0.6);
      const block = document
        .elementsFromPoint(x, 140)
        .map((element) => element.closest('[id^="block-"]'))
        .find((found) => found !== null);
      const index = Number(block?.id.slice('block-'.length));
      if (Number.isInteger(index)) setReading(index);
    };
    const onScroll = () => {
      frame ||= requestAnimationFrame(look);
    };
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      window.removeEventListener('scroll', onScroll);
      cancelAnimationFrame(frame);
    };
  }, []);

  return { target: wanted && groupOfBlock(groups, wanted.block), reading, goTo, pick };
}
