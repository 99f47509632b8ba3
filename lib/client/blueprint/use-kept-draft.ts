'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
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
  const [isDropped, setIsDropped] = useState(false);
  // What was there when the page came, though it is written to from then on.
  const [found] = useState(() => {
    let first: { text: string | null } | undefined;
    return () => {
      first ??= { text: sessionStorage.getItem(key) };
      return first.text;
    };
  });
  const text = useSyncExternalStore(listenToNothing, found, () => null);
  const kept = useMemo(() => (text === null || isDropped ? null : (readBlueprint(text) ?? null)), [isDropped, text]);
  const [wasDirty, setWasDirty] = useState(isDirty);
  if (isDirty && !wasDirty) setWasDirty(true);
  useEffect(() => {
    if (isDirty) sessionStorage.setItem(key, JSON.stringify(blueprint));
    else if (wasDirty) sessionStorage.removeItem(key);
  }, [blueprint, isDirty, key, wasDirty]);
  const drop = () => {
    if (!isDirty) sessionStorage.removeItem(key);
    setIsDropped(true);
  };
  return { kept, drop };
}

function listenToNothing(): () => void {
  return () => undefined;
}
