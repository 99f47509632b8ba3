'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { changeSettings } from '#lib/domain/blueprint-editor/settings';
import { Input } from '../../ui/input.tsx';
import { EditorField } from './editor-field.tsx';
import { NumberInput } from './number-input.tsx';

const usualThresholds = [0.5, 0.8];

/** What a run may cost, and at which shares of it people are told. */
export function BudgetFields() {
  const t = useTranslations('blueprint.settings');
  const { blueprint, change, isReadOnly } = useEditor();
  const { budget } = blueprint;
  const [typed, setTyped] = useState<string | null>(null);
  const shares = budget?.thresholds.map((share) => Math.round(share * 1000) / 10).join(', ') ?? '';
  return (
    <>
      <EditorField stepId={null} name="budget.usd" label={t('budgetUsd')} hint={t('budgetHint')} isOptional>
        {(control) => (
          <NumberInput
            {...control}
            disabled={isReadOnly}
            min={0}
            step="any"
            value={budget?.usd}
            onValue={(usd) =>
              change(
                changeSettings(blueprint, {
                  budget: usd === undefined ? undefined : { usd, thresholds: budget?.thresholds ?? usualThresholds },
                }),
                'budget',
              )
            }
          />
        )}
      </EditorField>
      {budget && (
        <EditorField stepId={null} name="budget.thresholds" label={t('thresholds')} hint={t('thresholdsHint')}>
          {(control) => (
            <Input
              {...control}
              className="font-mono tabular-nums"
              disabled={isReadOnly}
              value={typed ?? shares}
              onChange={({ target }) => {
                setTyped(target.value);
                const thresholds = target.value.split(/[,;\s]+/).flatMap((part) => (part ? [Number(part) / 100] : []));
                if (thresholds.some((share) => Number.isNaN(share))) return;
                change(changeSettings(blueprint, { budget: { ...budget, thresholds } }), 'thresholds');
              }}
              onBlur={() => setTyped(null)}
            />
          )}
        </EditorField>
      )}
    </>
  );
}
