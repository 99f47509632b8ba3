'use client';

import { CircleAlert } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { setGuardrailPolicy } from '#lib/actions/guardrails/set-guardrail-policy';
import { personalDataKinds } from '#lib/domain/guardrails/finding';
import {
  defaultGuardrailPolicy,
  type GuardrailChoices,
  type GuardrailPolicy,
  instructionPolicies,
  promptPolicies,
  promptPolicyOf,
  secretPolicies,
  toolAnswerPolicies,
  withPromptPolicy,
} from '#lib/domain/guardrails/policy';
import type { Failure } from '#lib/domain/result/action-result';
import { Button } from '../ui/button.tsx';
import { SectionCard } from '../ui/card.tsx';
import { toast } from '../ui/toast.ts';
import { ChoiceRow } from './choice-row.tsx';

type PolicyFormProps = { policy: GuardrailPolicy; mayChange: boolean };

const choicesOf = ({ version: _, schemaVersion: _schema, ...choices }: GuardrailPolicy): GuardrailChoices => choices;
const isSame = (one: GuardrailChoices, other: GuardrailChoices) =>
  one.documentsWithInstructions === other.documentsWithInstructions &&
  one.toolAnswersWithInstructions === other.toolAnswersWithInstructions &&
  one.secretsInOutput === other.secretsInOutput &&
  personalDataKinds.every((kind) => promptPolicyOf(one, kind) === promptPolicyOf(other, kind));

/** What the organization has decided; whoever manages it decides anew. Nothing is saved over what was not seen. */
export function PolicyForm({ policy, mayChange }: PolicyFormProps) {
  const t = useTranslations('guardrails.policy');
  const router = useRouter();
  const stored = choicesOf(policy);
  const [choices, setChoices] = useState(stored);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, startSaving] = useTransition();
  const isChanged = !isSame(choices, stored);
  const change = (changed: Partial<GuardrailChoices>) => {
    setFailure(null);
    setChoices((current) => ({ ...current, ...changed }));
  };
  const save = () =>
    startSaving(async () => {
      const result = await setGuardrailPolicy({ choices, seen: policy.version });
      if (!result.ok) {
        setFailure(result);
        return;
      }
      toast.success(t('saved'));
      router.refresh();
    });
  return (
    <div className="grid max-w-3xl gap-4">
      <SectionCard title={t('people.title')}>
        <div className="grid gap-2 border-b px-4 py-3 text-pretty text-ink-soft">
          <p>{t('people.body')}</p>
          <dl className="grid gap-1 sm:grid-cols-[max-content_1fr] sm:gap-x-4">
            {promptPolicies.map((option) => (
              <div key={option} className="sm:contents">
                <dt className="font-medium text-ink">{t(`prompt.${option}`)}</dt>
                <dd>{t(`promptHint.${option}`)}</dd>
              </div>
            ))}
          </dl>
        </div>
        {personalDataKinds.map((kind) => (
          <ChoiceRow
            key={kind}
            label={t(`people.${kind}`)}
            options={promptPolicies}
            value={promptPolicyOf(choices, kind)}
            standard={promptPolicyOf(defaultGuardrailPolicy, kind)}
            wordOf={(option) => t(`prompt.${option}`)}
            onChange={mayChange ? (value) => change(withPromptPolicy(choices, kind, value)) : undefined}
          />
        ))}
      </SectionCard>
      <SectionCard title={t('instructions.title')}>
        <p className="border-b px-4 py-3 text-pretty text-ink-soft">{t('instructions.body')}</p>
        <ChoiceRow
          label={t('documents.label')}
          options={instructionPolicies}
          value={choices.documentsWithInstructions}
          standard={defaultGuardrailPolicy.documentsWithInstructions}
          wordOf={(option) => t(`documents.${option}`)}
          hint={t(`documentsHint.${choices.documentsWithInstructions}`)}
          onChange={mayChange ? (value) => change({ documentsWithInstructions: value }) : undefined}
        />
        <ChoiceRow
          label={t('tools.label')}
          options={toolAnswerPolicies}
          value={choices.toolAnswersWithInstructions}
          standard={defaultGuardrailPolicy.toolAnswersWithInstructions}
          wordOf={(option) => t(`tools.${option}`)}
          hint={t(`toolsHint.${choices.toolAnswersWithInstructions}`)}
          onChange={mayChange ? (value) => change({ toolAnswersWithInstructions: value }) : undefined}
        />
      </SectionCard>
      <SectionCard title={t('secrets.title')}>
        <ChoiceRow
          label={t('secrets.label')}
          options={secretPolicies}
          value={choices.secretsInOutput}
          standard={defaultGuardrailPolicy.secretsInOutput}
          wordOf={(option) => t(`secrets.${option}`)}
          hint={t(`secretsHint.${choices.secretsInOutput}`)}
          onChange={mayChange ? (value) => change({ secretsInOutput: value }) : undefined}
        />
      </SectionCard>
      {failure && (
        <div role="alert" className="flex flex-wrap items-start gap-2 rounded-md bg-failed-soft px-3 py-2 text-failed">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 flex-1">{failure.code === 'Conflict' ? t('conflict') : failure.message}</span>
          {failure.code === 'Conflict' && (
            <Button size="small" onClick={() => router.refresh()}>
              {t('loadTheirs')}
            </Button>
          )}
        </div>
      )}
      {mayChange && (
        <div className="flex flex-wrap items-center gap-2">
          <Button variant="primary" isBusy={isBusy} disabled={!isChanged} onClick={save}>
            {t('save')}
          </Button>
          <Button
            variant="ghost"
            disabled={isBusy || isSame(choices, defaultGuardrailPolicy)}
            onClick={() => change(choicesOf(defaultGuardrailPolicy))}
          >
            {t('toDefault')}
          </Button>
          <span role="status" className="text-sm text-ink-faint">
            {isChanged ? t('unsaved') : ''}
          </span>
        </div>
      )}
      <SectionCard title={t('always.title')}>
        <ul className="grid list-disc gap-1.5 py-3 pr-4 pl-8 text-pretty text-ink-soft">
          {(['logs', 'prompts', 'followed', 'kept'] as const).map((rule) => (
            <li key={rule}>{t(`always.${rule}`)}</li>
          ))}
        </ul>
      </SectionCard>
    </div>
  );
}
