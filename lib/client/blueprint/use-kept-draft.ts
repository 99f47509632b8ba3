'use client';

import { useEffect, useState } from 'react';
import type { Blueprint } from '#lib/domain/blueprint/schema';

type KeptDraftInput = { id: string; blueprint: Blueprint; isDirty: boolean };

type KeptDraft = {
  /** Left unsaved in this tab, by going back or to another page. */
  kept: Blueprint | null;
  drop: () => void;
};

/** Keeps what is not saved for as long as the tab is open. */
export function useKeptDraft({ id, blueprint, isDirty }: KeptDraftInput): KeptDraft {
  const key = `factory:blueprint-draft:${id}`;
  const [kept, setKept] = useState<Blueprint | null>(null);
  useEffect(() => {
    // What was there when the page came, though it is written to from then on.
    const text = sessionStorage.getItem(key);
    if (text === null) return;
    let isGone = false;
    const read = async () => {
      const { readBlueprint } = await import('#lib/domain/blueprint-editor/catalogue');
      if (!isGone) setKept(readBlueprint(text) ?? null);
    };
    void read();
    return () => {
      isGone = true;
    };
  }, [key]);
  const [wasDirty, setWasDirty] = useState(isDirty);
  if (isDirty && !wasDirty) setWasDirty(true);
  useEffect(() => {
    if (isDirty) sessionStorage.setItem(key, JSON.stringify(blueprint));
    else if (wasDirty) sessionStorage.removeItem(key);
  }, [blueprint, isDirty, key, wasDirty]);
  const drop = () => {
    if (!isDirty) sessionStorage.removeItem(key);
    setKept(null);
  };
  return { kept, drop };
}
