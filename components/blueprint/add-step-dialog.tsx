'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { addStep, type NewStep } from '#lib/domain/blueprint-editor/steps';
import { Dialog, DialogContent } from '../ui/dialog.tsx';

/** The tasks that agents do: one is chosen and becomes a step. */
export function AddStepDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const { blueprint, catalogue, change, select } = useEditor();
  const isDone = useRef(false);
  const add = (step: NewStep) => {
    const added = addStep(blueprint, step);
    change(added.blueprint);
    select(added.id, 'title');
    isDone.current = true;
    onClose();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={t('blueprint.add.title')}
        description={t('blueprint.add.body')}
        closeLabel={t('common.close')}
        onCloseAutoFocus={(event) => {
          // The focus is in the new step's title, not where the dialog was opened.
          if (isDone.current) event.preventDefault();
        }}
      >
        <ul className="grid gap-3">
          {Object.entries(catalogue).map(([agent, { name, tasks }]) => (
            <li key={agent} className="grid gap-1">
              <h3 className="text-sm text-ink-faint">{name}</h3>
              {Object.entries(tasks).map(([task, { title }]) => (
                <button
                  key={task}
                  type="button"
                  onClick={() => add({ title, agent, task })}
                  className="flex min-h-9 items-center gap-2 rounded-md border px-3 py-1.5 text-left hover:bg-muted"
                >
                  <Plus aria-hidden className="size-4 shrink-0 text-ink-faint" />
                  <span className="min-w-0 flex-1 truncate">{title}</span>
                  <span className="font-mono text-sm text-ink-faint">{task}</span>
                </button>
              ))}
            </li>
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  );
}
