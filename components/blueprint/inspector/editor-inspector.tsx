'use client';

import { useEffect, useRef } from 'react';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { SettingsForm } from './settings-form.tsx';
import { StepForm } from './step-form.tsx';

type EditorInspectorProps = {
  isIdFixed: boolean;
  onConnect: (target: string) => void;
};

/** What is looked at, to be filled in: a step, otherwise the blueprint's own settings. Goes to the field asked for. */
export function EditorInspector({ isIdFixed, onConnect }: EditorInspectorProps) {
  const { blueprint, selection } = useEditor();
  const within = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selection.field === null) {
      // Below the drawing on narrower screens.
      const isBeside = window.matchMedia('(min-width: 1280px)').matches;
      if (selection.stepId !== null && !isBeside) within.current?.scrollIntoView({ block: 'start' });
    } else focusField(within.current, selection.field);
  }, [selection]);
  const selected = blueprint.steps.find(({ id }) => id === selection.stepId);
  return (
    <div
      ref={within}
      className="min-w-0 scroll-mt-16 xl:sticky xl:top-4 xl:max-h-[calc(100dvh-2rem)] xl:overflow-y-auto"
    >
      {selected ? (
        <StepForm key={selected.id} step={selected} onConnect={() => onConnect(selected.id)} />
      ) : (
        <SettingsForm isIdFixed={isIdFixed} />
      )}
    </div>
  );
}

/** Opens the fold that the field lies in, and puts the focus there; of a part within a field, on the field. */
function focusField(within: HTMLElement | null, field: string): void {
  const fields = [...(within?.querySelectorAll<HTMLElement>('[data-field]') ?? [])];
  const isAround = (name: string) => field === name || field.startsWith(`${name}.`) || field.startsWith(`${name}[`);
  const place = fields.findLast(({ dataset }) => isAround(dataset.field ?? '')) ?? fields[0];
  const fold = place?.closest('details');
  if (fold) fold.open = true;
  place?.querySelector<HTMLElement>('input, select, textarea')?.focus();
}
