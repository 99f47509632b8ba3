'use client';

import { Unlink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type SyntheticEvent, useRef, useState } from 'react';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { dependenciesOf } from '#lib/domain/blueprint/graph';
import { addAfter, disconnect, setWire, stepsBehind } from '#lib/domain/blueprint-editor/steps';
import { connectionChoices } from '#lib/domain/blueprint-editor/suggestions';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogContent } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';

export type Connection = { source?: string; target: string };

type ConnectDialogProps = { connection: Connection; onClose: () => void };

/** Leads something of one step into a field of another, or has it wait only. */
export function ConnectDialog({ connection, onClose }: ConnectDialogProps) {
  const t = useTranslations();
  const editor = useEditor();
  const { blueprint, change, select } = editor;
  const { target } = connection;
  const behind = stepsBehind(blueprint, target);
  const sources = blueprint.steps.filter(({ id }) => id !== target && !behind.has(id));
  const [source, setSource] = useState(connection.source ?? sources[0]?.id ?? '');
  const choices = connectionChoices(editor, source, target);
  const [chosen, setChosen] = useState<{ field: string | null; path: string | null }>({ field: null, path: null });
  const field = chosen.field ?? (choices[0]?.isWired === false ? choices[0].field.name : '');
  const choice = choices.find((one) => one.field.name === field);
  const path = choice?.paths.find((one) => one.path === chosen.path)?.path ?? choice?.paths[0]?.path;
  const titleOf = (id: string) => blueprint.steps.find((step) => step.id === id)?.title ?? id;
  const isCircle = behind.has(source);
  const isDone = useRef(false);
  const isConnected = dependenciesOf(blueprint).get(target)?.includes(source) === true;

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    // Forms within dialogs stand within the page's tree of events.
    event.stopPropagation();
    change(
      choice && path !== undefined
        ? setWire(blueprint, target, choice.field.name, { from: path })
        : addAfter(blueprint, target, source),
    );
    select(target, choice ? `inputs.${choice.field.name}` : 'after');
    isDone.current = true;
    onClose();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={t('blueprint.connect.title', { title: titleOf(target) })}
        description={t('blueprint.connect.body')}
        closeLabel={t('common.close')}
        onCloseAutoFocus={(event) => {
          // The focus is in the field that was wired, not where the dialog was opened.
          if (isDone.current) event.preventDefault();
        }}
      >
        {sources.length === 0 && !connection.source ? (
          <p className="text-ink-soft">{t('blueprint.connect.noSource')}</p>
        ) : (
          <form className="grid gap-4" onSubmit={submit}>
            <Field
              label={t('blueprint.connect.source')}
              error={isCircle ? t('blueprint.connect.circle', { title: titleOf(source) }) : undefined}
            >
              {(control) => (
                <Select
                  {...control}
                  className="w-full"
                  value={source}
                  onChange={({ target: { value } }) => {
                    setSource(value);
                    setChosen({ field: null, path: null });
                  }}
                >
                  {blueprint.steps
                    .filter(({ id }) => id === source || sources.some((step) => step.id === id))
                    .map(({ id, title }) => (
                      <option key={id} value={id}>
                        {title}
                      </option>
                    ))}
                </Select>
              )}
            </Field>
            <Field label={t('blueprint.connect.field')}>
              {(control) => (
                <Select
                  {...control}
                  className="w-full"
                  value={field}
                  onChange={({ target: { value } }) => setChosen({ field: value, path: null })}
                >
                  {choices.map(({ field: { name, kinds }, isWired }) => (
                    <option key={name} value={name}>
                      {t(isWired ? 'blueprint.connect.wiredField' : 'blueprint.connect.freeField', {
                        name,
                        kinds: kinds.join(' | ') || '?',
                      })}
                    </option>
                  ))}
                  <option value="">{t('blueprint.connect.after')}</option>
                </Select>
              )}
            </Field>
            {choice && (
              <Field label={t('blueprint.connect.path')}>
                {(control) => (
                  <Select
                    {...control}
                    className="w-full font-mono text-sm"
                    value={path}
                    onChange={({ target: { value } }) => setChosen({ field, path: value })}
                  >
                    {choice.paths.map((one) => (
                      <option key={one.path} value={one.path}>
                        {one.kinds.length > 0 ? `${one.path} (${one.kinds.join(' | ')})` : one.path}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            )}
            <div className="flex flex-wrap justify-end gap-2">
              {isConnected && (
                <Button
                  className="mr-auto"
                  onClick={() => {
                    change(disconnect(blueprint, source, target));
                    onClose();
                  }}
                >
                  <Unlink aria-hidden />
                  {t('blueprint.connect.disconnect')}
                </Button>
              )}
              <Button onClick={onClose}>{t('common.cancel')}</Button>
              <Button type="submit" variant="primary" disabled={source === ''}>
                {t('blueprint.connect.submit')}
              </Button>
            </div>
          </form>
        )}
      </DialogContent>
    </Dialog>
  );
}
