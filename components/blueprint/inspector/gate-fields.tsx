'use client';

import { useTranslations } from 'next-intl';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { roles } from '#lib/domain/access/roles';
import { type Gate, lapses, type Step } from '#lib/domain/blueprint/schema';
import { changeStep } from '#lib/domain/blueprint-editor/steps';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { EditorField } from './editor-field.tsx';
import { NumberInput } from './number-input.tsx';

const emptyGate = (title: string): Gate => ({ title, roles: ['project_manager'], onLapse: 'remind', shows: [] });

/** Who must approve what the step made, until when, and what happens if nobody does. */
export function GateFields({ step }: { step: Step }) {
  const t = useTranslations();
  const { blueprint, change, isReadOnly } = useEditor();
  const { gate } = step;
  const put = (next: Gate | undefined, group?: string) =>
    change(changeStep(blueprint, step.id, { gate: next }), group && `gate:${step.id}.${group}`);
  return (
    <>
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          disabled={isReadOnly}
          checked={gate !== undefined}
          onChange={({ target }) =>
            put(target.checked ? emptyGate(t('blueprint.gate.defaultTitle', { title: step.title })) : undefined)
          }
        />
        {t('blueprint.gate.has')}
      </label>
      {gate && (
        <>
          <EditorField stepId={step.id} name="gate.title" label={t('blueprint.gate.title')}>
            {(control) => (
              <Input
                {...control}
                disabled={isReadOnly}
                value={gate.title}
                onChange={({ target }) => put({ ...gate, title: target.value }, 'title')}
              />
            )}
          </EditorField>
          <EditorField stepId={step.id} name="gate.roles" label={t('blueprint.gate.roles')}>
            {(control) => (
              <div id={control.id} role="group" aria-label={t('blueprint.gate.roles')} className="grid gap-1">
                {roles.map((role) => (
                  <label key={role} className="flex min-h-6 items-center gap-2">
                    <input
                      type="checkbox"
                      className="size-4 accent-accent"
                      disabled={isReadOnly}
                      checked={gate.roles.includes(role)}
                      onChange={({ target }) =>
                        put({
                          ...gate,
                          roles: roles.filter((known) =>
                            known === role ? target.checked : gate.roles.includes(known),
                          ),
                        })
                      }
                    />
                    {t(`role.${role}`)}
                  </label>
                ))}
              </div>
            )}
          </EditorField>
          <div className="grid grid-cols-2 gap-3">
            <EditorField
              stepId={step.id}
              name="gate.deadlineSeconds"
              label={t('blueprint.gate.deadline')}
              hint={t('blueprint.gate.deadlineHint')}
            >
              {(control) => (
                <NumberInput
                  {...control}
                  disabled={isReadOnly}
                  min={0}
                  step="any"
                  value={gate.deadlineSeconds === undefined ? undefined : gate.deadlineSeconds / 3600}
                  onValue={(hours) =>
                    put(
                      { ...gate, deadlineSeconds: hours === undefined ? undefined : Math.round(hours * 3600) },
                      'deadline',
                    )
                  }
                />
              )}
            </EditorField>
            <EditorField stepId={step.id} name="gate.onLapse" label={t('blueprint.gate.onLapse')}>
              {(control) => (
                <Select
                  {...control}
                  className="w-full"
                  disabled={isReadOnly}
                  value={gate.onLapse}
                  onChange={({ target }) =>
                    put({ ...gate, onLapse: lapses.find((lapse) => lapse === target.value) ?? 'remind' })
                  }
                >
                  {lapses.map((lapse) => (
                    <option key={lapse} value={lapse}>
                      {t(`blueprint.gate.lapse.${lapse}`)}
                    </option>
                  ))}
                </Select>
              )}
            </EditorField>
          </div>
          <EditorField
            stepId={step.id}
            name="gate.shows"
            label={t('blueprint.gate.shows')}
            hint={t('blueprint.gate.showsHint')}
            isOptional
          >
            {(control) => (
              <Textarea
                {...control}
                className="min-h-9 font-mono text-sm"
                rows={1}
                disabled={isReadOnly}
                defaultValue={gate.shows.join('\n')}
                onChange={({ target }) =>
                  put(
                    {
                      ...gate,
                      shows: target.value
                        .split('\n')
                        .map((name) => name.trim())
                        .filter(Boolean),
                    },
                    'shows',
                  )
                }
              />
            )}
          </EditorField>
        </>
      )}
    </>
  );
}
