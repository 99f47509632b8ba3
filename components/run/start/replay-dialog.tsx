'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type SyntheticEvent, useState } from 'react';
import { replayRun } from '#lib/actions/run/replay-run';
import type { Blueprint } from '#lib/domain/blueprint/schema';
import type { Failure } from '#lib/domain/result/action-result';
import { type InputProblem, readInputs, typedInputs } from '#lib/domain/run-view/input-values';
import type { StepView } from '#lib/domain/run-view/step-view';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogContent } from '../../ui/dialog.tsx';
import { FailureNote } from '../failure-note.tsx';
import { useRunInfo } from '../run-info.ts';
import { InputFields } from './input-fields.tsx';

type ReplayDialogProps = {
  view: StepView;
  inputs: Blueprint['inputs'];
  onClose: () => void;
  returnFocus: () => void;
};

/** Runs again from a step on; with another input the new run is a fork. */
export function ReplayDialog({ view, inputs, onClose, returnFocus }: ReplayDialogProps) {
  const t = useTranslations();
  const router = useRouter();
  const { run } = useRunInfo();
  const [given] = useState(() => typedInputs(inputs, run.input));
  const [typed, setTyped] = useState(given);
  const [problems, setProblems] = useState<Readonly<Record<string, InputProblem>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  const isFork = Object.keys(inputs).some((name) => typed[name] !== given[name]);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const read = readInputs(inputs, typed);
    setProblems(read.ok ? {} : read.problems);
    if (!read.ok) return;
    setIsBusy(true);
    setFailure(null);
    const result = await replayRun({
      runId: run.id,
      fromStepId: view.stepId,
      ...(isFork ? { input: read.input } : {}),
      idempotencyKey,
    });
    if (result.ok) {
      router.push(`/projects/${run.projectId}/runs/${result.data.id}`);
      return;
    }
    setIsBusy(false);
    setFailure(result);
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={t('run.replay.title', { step: view.title })}
        description={t('run.replay.body')}
        closeLabel={t('common.close')}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          returnFocus();
        }}
      >
        <form noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
          <InputFields
            projectId={run.projectId}
            inputs={inputs}
            typed={typed}
            problems={problems}
            onType={(name, text) => {
              setTyped((before) => ({ ...before, [name]: text }));
              setKey(crypto.randomUUID());
              setFailure(null);
            }}
          />
          {failure && <FailureNote failure={failure} />}
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" variant="primary" isBusy={isBusy}>
              {t(isFork ? 'run.replay.fork' : 'run.replay.submit')}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
