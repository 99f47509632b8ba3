'use client';

import { Plus, Trash2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { type BlueprintInput, inputTypes } from '#lib/domain/blueprint/schema';
import {
  addInput,
  changeInput,
  changeSettings,
  isFreeInput,
  removeInput,
  renameInput,
} from '#lib/domain/blueprint-editor/settings';
import { Button } from '../../ui/button.tsx';
import { SectionCard } from '../../ui/card.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { BudgetFields } from './budget-fields.tsx';
import { EditorField } from './editor-field.tsx';
import { Fold } from './fold.tsx';
import { IdInput } from './id-input.tsx';
import { NumberInput } from './number-input.tsx';

/** What holds for the blueprint as a whole. The id is fixed once it is saved: its versions go by it. */
export function SettingsForm({ isIdFixed }: { isIdFixed: boolean }) {
  const t = useTranslations('blueprint.settings');
  const { blueprint, change, isReadOnly, select } = useEditor();
  const inputs = Object.entries(blueprint.inputs);
  return (
    <SectionCard
      title={t('title')}
      action={
        <Button size="icon-small" variant="ghost" aria-label={t('close')} onClick={() => select(null)}>
          <X aria-hidden />
        </Button>
      }
    >
      <div className="grid gap-3 p-4">
        <EditorField stepId={null} name="name" label={t('name')}>
          {(control) => (
            <Input
              {...control}
              disabled={isReadOnly}
              value={blueprint.name}
              onChange={({ target }) => change(changeSettings(blueprint, { name: target.value }), 'name')}
            />
          )}
        </EditorField>
        <EditorField stepId={null} name="id" label={t('id')} hint={isIdFixed ? undefined : t('idHint')}>
          {(control) => (
            <Input
              {...control}
              className="font-mono text-sm"
              spellCheck={false}
              disabled={isReadOnly || isIdFixed}
              value={blueprint.id}
              onChange={({ target }) => change(changeSettings(blueprint, { id: target.value }), 'id')}
            />
          )}
        </EditorField>
        <EditorField stepId={null} name="purpose" label={t('purpose')} isOptional>
          {(control) => (
            <Textarea
              {...control}
              disabled={isReadOnly}
              value={blueprint.purpose}
              onChange={({ target }) => change(changeSettings(blueprint, { purpose: target.value }), 'purpose')}
            />
          )}
        </EditorField>
        <EditorField stepId={null} name="maxParallel" label={t('maxParallel')}>
          {(control) => (
            <NumberInput
              {...control}
              disabled={isReadOnly}
              min={1}
              max={100}
              value={blueprint.maxParallel}
              onValue={(maxParallel) =>
                change(changeSettings(blueprint, { maxParallel: maxParallel ?? 1 }), 'parallel')
              }
            />
          )}
        </EditorField>
      </div>
      <Fold title={t('inputs')} isOpen>
        {inputs.length === 0 && <p className="text-ink-soft">{t('noInputs')}</p>}
        {inputs.map(([name, input]) => (
          <InputCard key={name} name={name} input={input} />
        ))}
        {!isReadOnly && (
          <Button size="small" className="justify-self-start" onClick={() => change(addInput(blueprint))}>
            <Plus aria-hidden />
            {t('addInput')}
          </Button>
        )}
      </Fold>
      <Fold title={t('budget')} isOpen={blueprint.budget !== undefined}>
        <BudgetFields />
      </Fold>
    </SectionCard>
  );
}

function InputCard({ name, input }: { name: string; input: BlueprintInput }) {
  const t = useTranslations('blueprint.settings');
  const { blueprint, change, isReadOnly } = useEditor();
  const put = (changes: Partial<BlueprintInput>) =>
    change(changeInput(blueprint, name, { ...input, ...changes }), `input:${name}`);
  return (
    <fieldset className="grid gap-3 rounded-md border p-3">
      <legend className="sr-only">{name}</legend>
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-2">
        <EditorField stepId={null} name={`inputs.${name}`} label={t('inputName')}>
          {(control) => (
            <IdInput
              {...control}
              disabled={isReadOnly}
              value={name}
              isFree={(other) => isFreeInput(blueprint, other)}
              onRename={(to) => change(renameInput(blueprint, name, to))}
            />
          )}
        </EditorField>
        <EditorField stepId={null} name={`inputs.${name}.type`} label={t('inputType')}>
          {(control) => (
            <Select
              {...control}
              className="w-full"
              disabled={isReadOnly}
              value={input.type}
              onChange={({ target }) => put({ type: inputTypes.find((type) => type === target.value) ?? 'string' })}
            >
              {inputTypes.map((type) => (
                <option key={type} value={type}>
                  {t(`type.${type}`)}
                </option>
              ))}
            </Select>
          )}
        </EditorField>
        {!isReadOnly && (
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('removeInput', { name })}
            onClick={() => change(removeInput(blueprint, name))}
          >
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
      <EditorField stepId={null} name={`inputs.${name}.description`} label={t('inputDescription')} isOptional>
        {(control) => (
          <Input
            {...control}
            disabled={isReadOnly}
            value={input.description}
            onChange={({ target }) => put({ description: target.value })}
          />
        )}
      </EditorField>
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          disabled={isReadOnly}
          checked={input.required}
          onChange={({ target }) => put({ required: target.checked })}
        />
        {t('inputRequired')}
      </label>
    </fieldset>
  );
}
