'use client';

import { useTranslations } from 'next-intl';
import { useEditor } from '#lib/client/blueprint/use-editor';
import type { Step, Wire } from '#lib/domain/blueprint/schema';
import { setWire } from '#lib/domain/blueprint-editor/steps';
import { suggestPaths, type TaskField } from '#lib/domain/blueprint-editor/suggestions';
import { Select } from '../../ui/select.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { EditorField } from './editor-field.tsx';
import { JsonInput } from './json-input.tsx';
import { PathInput } from './path-input.tsx';

type Source = 'none' | 'from' | 'value';

const sourceOf = (wire: Wire | undefined): Source => (!wire ? 'none' : 'from' in wire ? 'from' : 'value');

/** What goes into one field of the task: nothing, something that is there by then, or a value that is written down. */
export function WireField({ step, field }: { step: Step; field: TaskField }) {
  const t = useTranslations('blueprint');
  const editor = useEditor();
  const { blueprint, isReadOnly } = editor;
  const { name, kinds, isRequired, isGiven } = field;
  const wire = step.inputs[name];
  const source = sourceOf(wire);
  const suggestions = suggestPaths(editor, step, name);
  const isText = kinds.length > 0 && kinds.every((kind) => kind === 'string' || kind === 'null');
  const put = (next: Wire | undefined) =>
    editor.change(setWire(blueprint, step.id, name, next), next && `wire:${step.id}.${name}`);
  const take = (next: string) => {
    if (next === 'from') put({ from: suggestions.find(({ isFitting }) => isFitting)?.path ?? 'run.input' });
    else if (next === 'value') put({ value: isText ? '' : null });
    else put(undefined);
  };
  return (
    <EditorField
      stepId={step.id}
      name={`inputs.${name}`}
      isOptional={!isRequired}
      hint={!wire && isGiven ? t('wire.given') : undefined}
      label={
        <>
          <span className="font-mono text-sm">{name}</span>
          {kinds.length > 0 && <span className="ml-1.5 text-sm font-normal text-ink-faint">{kinds.join(' | ')}</span>}
        </>
      }
    >
      {(control) => (
        <div className="grid gap-1.5">
          <Select
            {...control}
            className="w-full"
            disabled={isReadOnly}
            value={source}
            onChange={({ target }) => take(target.value)}
          >
            <option value="none">{t('wire.none')}</option>
            <option value="from">{t('wire.from')}</option>
            <option value="value">{t('wire.value')}</option>
          </Select>
          {wire && 'from' in wire && (
            <PathInput
              aria-label={t('wire.pathOf', { name })}
              aria-invalid={control['aria-invalid']}
              disabled={isReadOnly}
              value={wire.from}
              suggestions={suggestions}
              onValue={(from) => put({ from })}
            />
          )}
          {wire && !('from' in wire) && isText && (typeof wire.value === 'string' || wire.value === null) && (
            <Textarea
              aria-label={t('wire.valueOf', { name })}
              aria-invalid={control['aria-invalid']}
              className="min-h-9"
              rows={1}
              disabled={isReadOnly}
              value={wire.value ?? ''}
              onChange={({ target }) => put({ value: target.value })}
            />
          )}
          {wire && !('from' in wire) && !(isText && (typeof wire.value === 'string' || wire.value === null)) && (
            <JsonInput
              aria-label={t('wire.valueOf', { name })}
              aria-invalid={control['aria-invalid']}
              disabled={isReadOnly}
              value={wire.value ?? null}
              onValue={(value) => put({ value })}
            />
          )}
        </div>
      )}
    </EditorField>
  );
}
