'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { type DryInput, type DryStep, dryRun } from '#lib/domain/blueprint-editor/dry-run';
import { readInputs } from '#lib/domain/run-view/input-values';
import { InputFields } from '../run/start/input-fields.tsx';
import { useDuration } from '../run/use-duration.ts';
import { Dialog, DialogContent } from '../ui/dialog.tsx';

/** What a run would do with an example input: nothing is started. */
export function DryRunDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const duration = useDuration();
  const { blueprint, issues } = useEditor();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const read = readInputs(blueprint.inputs, typed);
  const plan = dryRun(blueprint, read.ok ? read.input : {});
  const facts = [
    { label: t('blueprint.dryRun.steps'), value: String(plan.steps) },
    {
      label: t('blueprint.dryRun.branches'),
      value: plan.areBranchesKnown ? String(plan.branches) : t('blueprint.dryRun.atMost', { count: plan.branches }),
    },
    { label: t('blueprint.dryRun.gates'), value: String(plan.gates.length) },
    { label: t('blueprint.dryRun.worst'), value: duration(plan.worstMs) },
  ];
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={t('blueprint.dryRun.title')}
        description={t('blueprint.dryRun.body')}
        closeLabel={t('common.close')}
        className="max-w-3xl"
      >
        {issues.length > 0 && (
          <p className="text-failed">{t('blueprint.dryRun.hasIssues', { count: issues.length })}</p>
        )}
        {Object.keys(blueprint.inputs).length > 0 && (
          <div className="grid gap-3 rounded-md border p-3">
            <InputFields
              inputs={blueprint.inputs}
              typed={typed}
              problems={
                read.ok ? {} : Object.fromEntries(Object.entries(read.problems).filter(([name]) => typed[name]))
              }
              onType={(name, text) => setTyped((before) => ({ ...before, [name]: text }))}
            />
          </div>
        )}
        <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          {facts.map(({ label, value }) => (
            <div key={label}>
              <dt className="text-sm text-ink-faint">{label}</dt>
              <dd className="font-mono tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="text-sm text-ink-faint">
          {t('blueprint.dryRun.worstHint')}{' '}
          {plan.openGates > 0 && t('blueprint.dryRun.openGates', { count: plan.openGates })}
        </p>
        <ol className="grid gap-3">
          {plan.waves.map((wave, index) => (
            <li key={wave.map(({ step }) => step.id).join()} className="rounded-md border">
              <h3 className="border-b px-3 py-1.5 text-sm text-ink-faint">
                {t('blueprint.dryRun.wave', { number: index + 1, count: wave.length })}
              </h3>
              <ul>
                {wave.map((planned) => (
                  <DryStepRow key={planned.step.id} planned={planned} />
                ))}
              </ul>
            </li>
          ))}
        </ol>
      </DialogContent>
    </Dialog>
  );
}

function DryStepRow({ planned: { step, runs, branches, inputs } }: { planned: DryStep }) {
  const t = useTranslations('blueprint.dryRun');
  const notes = [
    branches && t(branches.isKnown ? 'branchCount' : 'branchesAtMost', { count: branches.count }),
    runs === 'no' && t('skipped'),
    runs === 'unknown' && t('conditional'),
    step.gate && t('gate', { title: step.gate.title }),
  ].filter((note) => typeof note === 'string');
  return (
    <li className="grid gap-1 border-b px-3 py-2 last:border-b-0">
      <span className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{step.title}</span>
        <span className="text-sm text-ink-soft">{notes.join(' · ')}</span>
      </span>
      <ul className="grid gap-0.5">
        {inputs.map((input) => (
          <li key={input.name} className="min-w-0 font-mono text-sm break-words text-ink-soft">
            <span className="text-ink">{input.name}</span>: <InputValue input={input} />
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Of a long value its beginning. */
const shownLength = 120;

function InputValue({ input: { wire, value, isKnown } }: { input: DryInput }) {
  const t = useTranslations('blueprint.dryRun');
  if (!isKnown) return <span className="text-ink-faint">{'from' in wire ? t('from', { path: wire.from }) : ''}</span>;
  if (value === undefined) return <span className="text-ink-faint">{t('leftOut')}</span>;
  return JSON.stringify(value).slice(0, shownLength);
}
