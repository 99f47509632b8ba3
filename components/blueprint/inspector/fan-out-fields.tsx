'use client';

import { useTranslations } from 'next-intl';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { blueprintLimits, type Step } from '#lib/domain/blueprint/schema';
import { changeStep } from '#lib/domain/blueprint-editor/steps';
import { suggestPaths } from '#lib/domain/blueprint-editor/suggestions';
import { EditorField } from './editor-field.tsx';
import { NumberInput } from './number-input.tsx';
import { PathInput } from './path-input.tsx';

const usualLimit = 100;

/** The list that the step has a branch for each element of. */
export function FanOutFields({ step }: { step: Step }) {
  const t = useTranslations('blueprint.fanOut');
  const editor = useEditor();
  const { blueprint, isReadOnly } = editor;
  const { forEach } = step;
  const lists = suggestPaths(editor, step).filter(({ kinds }) => kinds.length === 0 || kinds.includes('array'));
  const put = (next: Step['forEach']) =>
    editor.change(changeStep(blueprint, step.id, { forEach: next }), `forEach:${step.id}`);
  return (
    <>
      <EditorField stepId={step.id} name="forEach.from" label={t('from')} hint={t('hint')} isOptional>
        {(control) => (
          <PathInput
            {...control}
            disabled={isReadOnly}
            value={forEach?.from ?? ''}
            suggestions={lists}
            onValue={(from) => put(from === '' ? undefined : { from, limit: forEach?.limit ?? usualLimit })}
          />
        )}
      </EditorField>
      {forEach && (
        <EditorField stepId={step.id} name="forEach.limit" label={t('limit')}>
          {(control) => (
            <NumberInput
              {...control}
              disabled={isReadOnly}
              min={1}
              max={blueprintLimits.branches}
              value={forEach.limit}
              onValue={(limit) => put({ ...forEach, limit: limit ?? 1 })}
            />
          )}
        </EditorField>
      )}
    </>
  );
}
