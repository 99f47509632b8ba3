'use client';

import { useEffect, useState } from 'react';
import type { Blueprint } from '#lib/domain/blueprint/schema';
import { readBlueprint } from '#lib/domain/blueprint-editor/catalogue';

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
  const [wasDirty, setWasDirty] = useState(isDirty);
  if (isDirty && !wasDirty) setWasDirty(true);
  useEffect(() => {
    setKept(readBlueprint(sessionStorage.getItem(key)) ?? null);
  }, [key]);
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
