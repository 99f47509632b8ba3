'use client';

import { useTranslations } from 'next-intl';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { type Condition, comparisons, conditionSchema, type Step } from '#lib/domain/blueprint/schema';
import { changeStep } from '#lib/domain/blueprint-editor/steps';
import { suggestPaths } from '#lib/domain/blueprint-editor/suggestions';
import { Select } from '../../ui/select.tsx';
import { EditorField } from './editor-field.tsx';
import { JsonInput } from './json-input.tsx';
import { PathInput } from './path-input.tsx';

type Simple = Extract<Condition, { path: string }>;
type Form = 'none' | 'simple' | 'composed';

const formOf = (when: Condition | undefined): Form => (!when ? 'none' : 'path' in when ? 'simple' : 'composed');
const isUnary = (is: Simple['is']) => is === 'present' || is === 'absent';

/** Whether the step runs: always, by one comparison, or by several that are written as JSON. */
export function ConditionFields({ step }: { step: Step }) {
  const t = useTranslations('blueprint.condition');
  const editor = useEditor();
  const { blueprint, isReadOnly } = editor;
  const { when } = step;
  const suggestions = suggestPaths(editor, step);
  const put = (next: Condition | undefined, group?: string) =>
    editor.change(changeStep(blueprint, step.id, { when: next }), group && `when:${step.id}.${group}`);
  const simple: Simple =
    when && 'path' in when ? when : { path: suggestions[0]?.path ?? 'project.name', is: 'present' };
  const take = (form: string) => {
    if (form === 'simple') put(simple);
    else if (form === 'composed') put({ all: [simple] });
    else put(undefined);
  };
  return (
    <EditorField stepId={step.id} name="when" label={t('label')}>
      {(control) => (
        <div className="grid gap-1.5">
          <Select
            {...control}
            className="w-full"
            disabled={isReadOnly}
            value={formOf(when)}
            onChange={({ target }) => take(target.value)}
          >
            <option value="none">{t('none')}</option>
            <option value="simple">{t('simple')}</option>
            <option value="composed">{t('composed')}</option>
          </Select>
          {when && 'path' in when && (
            <>
              <PathInput
                aria-label={t('path')}
                aria-invalid={control['aria-invalid']}
                disabled={isReadOnly}
                value={when.path}
                suggestions={suggestions}
                onValue={(path) => put({ ...when, path }, 'path')}
              />
              <Select
                aria-label={t('comparison')}
                className="w-full"
                disabled={isReadOnly}
                value={when.is}
                onChange={({ target }) => {
                  const is = comparisons.find((known) => known === target.value) ?? 'present';
                  put(isUnary(is) ? { path: when.path, is } : { path: when.path, is, value: when.value ?? 1 });
                }}
              >
                {comparisons.map((is) => (
                  <option key={is} value={is}>
                    {t(`is.${is}`)}
                  </option>
                ))}
              </Select>
              {!isUnary(when.is) && (
                <JsonInput
                  aria-label={t('value')}
                  disabled={isReadOnly}
                  value={when.value ?? null}
                  onValue={(value) => {
                    const parsed = conditionSchema.safeParse({ ...when, value });
                    if (parsed.success) put(parsed.data, 'value');
                  }}
                />
              )}
            </>
          )}
          {when && !('path' in when) && (
            <JsonInput
              aria-label={t('json')}
              disabled={isReadOnly}
              value={when}
              onValue={(value) => {
                const parsed = conditionSchema.safeParse(value);
                if (parsed.success) put(parsed.data, 'json');
              }}
            />
          )}
        </div>
      )}
    </EditorField>
  );
}
