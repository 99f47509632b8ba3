'use client';

import { createContext, useContext, useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { AgentCatalogue } from '#lib/domain/blueprint/catalogue';
import type { parseBlueprint } from '#lib/domain/blueprint/parse';
import type { Blueprint, BlueprintIssue } from '#lib/domain/blueprint/schema';
import { beginHistory, record, redo, undo } from '#lib/domain/blueprint-editor/history';

/** What is looked at: a step; without one the blueprint's own settings where a field is named, otherwise nothing. */
type Selection = { stepId: string | null; field: string | null; asked: number };

type Editor = {
  blueprint: Blueprint;
  catalogue: AgentCatalogue;
  issues: readonly BlueprintIssue[];
  /** Whether what is wrong is known: the check comes after the page. */
  isChecked: boolean;
  isReadOnly: boolean;
  isDirty: boolean;
  canUndo: boolean;
  canRedo: boolean;
  selection: Selection;
  /** Changes of the same group in a row are taken back at once. */
  change: (next: Blueprint, group?: string) => void;
  select: (stepId: string | null, field?: string) => void;
  undo: () => void;
  redo: () => void;
  /** What the server said of the latest try to save. */
  refuse: (issue: BlueprintIssue) => void;
  markSaved: (saved: Blueprint) => void;
};

type EditorInput = { initial: Blueprint; isNew: boolean; isReadOnly: boolean; catalogue: AgentCatalogue };

/** A blueprint while it is drawn: its history, what is wrong with it, and what is looked at. */
export function useEditorState({ initial, isNew, isReadOnly, catalogue }: EditorInput): Editor {
  const [history, setHistory] = useState(() => beginHistory(initial));
  const [saved, setSaved] = useState(() => (isNew ? '' : contentOf(initial)));
  const [selection, setSelection] = useState<Selection>({ stepId: null, field: isNew ? 'name' : null, asked: 0 });
  const [refused, setRefused] = useState<{ of: Blueprint; issue: BlueprintIssue } | null>(null);
  const blueprint = history.present;
  const checked = useDeferredValue(blueprint);
  const parse = useLateParse();
  const found = useMemo(() => {
    const parsed = parse?.(checked, catalogue);
    return !parsed || parsed.ok ? [] : parsed.issues;
  }, [catalogue, checked, parse]);
  const issues = refused?.of === blueprint ? [refused.issue, ...found] : found;
  const isEmptyDraft = isNew && blueprint === initial && initial.steps.length === 0;
  return {
    ...{ blueprint, catalogue, issues, isReadOnly, selection },
    isChecked: parse !== null,
    isDirty: !isReadOnly && !isEmptyDraft && saved !== contentOf(blueprint),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: (next, group) => {
      if (!isReadOnly) setHistory((current) => record(current, next, group));
    },
    select: (stepId, field) =>
      setSelection(({ asked }) => ({ stepId, field: field ?? null, asked: field === undefined ? asked : asked + 1 })),
    undo: () => setHistory(undo),
    redo: () => setHistory(redo),
    refuse: (issue) => setRefused({ of: blueprint, issue }),
    markSaved: (version) => setSaved(contentOf(version)),
  };
}

type Parse = typeof parseBlueprint;

/** The check of blueprints; null until its code has come, which the page does not wait for. */
function useLateParse(): Parse | null {
  const [parse, setParse] = useState<Parse | null>(null);
  useEffect(() => {
    const load = async () => {
      const loaded = await import('#lib/domain/blueprint/parse');
      setParse(() => loaded.parseBlueprint);
    };
    void load();
  }, []);
  return parse;
}

/** The version counts up with saving alone: it makes no difference. */
function contentOf({ version: _version, ...content }: Blueprint): string {
  return JSON.stringify(content);
}

export const EditorContext = createContext<Editor | null>(null);

/** The blueprint that is drawn on this page. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('useEditor is used outside of an editor. Render it within EditorContext.');
  return editor;
}
