'use client';

import { useTranslations } from 'next-intl';
import { useEditor } from '#lib/client/blueprint/use-editor';
import type { RetryPolicy, Step } from '#lib/domain/blueprint/schema';
import { changeStep } from '#lib/domain/blueprint-editor/steps';
import { retryOf, timeoutMsOf } from '#lib/domain/run/plan';
import { EditorField } from './editor-field.tsx';
import { NumberInput } from './number-input.tsx';

const fields = [
  { name: 'attempts', min: 1, max: 10, step: 1 },
  { name: 'backoffSeconds', min: 0, max: 900, step: 0.5 },
  { name: 'factor', min: 1, max: 10, step: 0.5 },
  { name: 'maxBackoffSeconds', min: 0, max: 900, step: 1 },
  { name: 'jitter', min: 0, max: 1, step: 0.1 },
] as const satisfies readonly { name: keyof RetryPolicy; min: number; max: number; step: number }[];

/** How long an attempt may take, how many there are, and how long lies between them. */
export function RetryFields({ step }: { step: Step }) {
  const t = useTranslations('blueprint.step');
  const { blueprint, change, isReadOnly } = useEditor();
  const retry = retryOf(step);
  return (
    <div className="grid grid-cols-2 gap-3">
      <EditorField stepId={step.id} name="timeoutSeconds" label={t('timeoutSeconds')}>
        {(control) => (
          <NumberInput
            {...control}
            disabled={isReadOnly}
            min={1}
            max={86_400}
            value={timeoutMsOf(step) / 1000}
            onValue={(timeoutSeconds) =>
              change(changeStep(blueprint, step.id, { timeoutSeconds }), `timeout:${step.id}`)
            }
          />
        )}
      </EditorField>
      {fields.map(({ name, ...bounds }) => (
        <EditorField key={name} stepId={step.id} name={`retry.${name}`} label={t(`retry.${name}`)}>
          {(control) => (
            <NumberInput
              {...control}
              {...bounds}
              disabled={isReadOnly}
              value={retry[name]}
              onValue={(value) =>
                change(
                  changeStep(blueprint, step.id, { retry: { ...retry, [name]: value ?? bounds.min } }),
                  `retry:${step.id}.${name}`,
                )
              }
            />
          )}
        </EditorField>
      ))}
    </div>
  );
}
