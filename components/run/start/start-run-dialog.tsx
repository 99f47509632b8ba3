'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type SyntheticEvent, useState } from 'react';
import { startRun } from '#lib/actions/run/start-run';
import { useBlueprintChoices } from '#lib/client/run/use-blueprint-choices';
import type { BlueprintChoice } from '#lib/domain/run-view/blueprint-choice';
import { type InputProblem, readInputs } from '#lib/domain/run-view/input-values';
import { useWorkspace } from '../../providers/workspace-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogContent } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { FailureNote } from '../failure-note.tsx';
import { InputFields } from './input-fields.tsx';

type StartRunDialogProps = {
  projectId: string;
  /** Id of the blueprint that is chosen at first; otherwise the first one is. */
  wanted: string | null;
  onClose: () => void;
  returnFocus: () => void;
};

/** Chooses a blueprint, takes its inputs, and starts it. */
export function StartRunDialog({ projectId, wanted, onClose, returnFocus }: StartRunDialogProps) {
  const t = useTranslations();
  const { organization } = useWorkspace();
  const choices = useBlueprintChoices(organization.id);
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={t('run.start.title')}
        description={t('run.start.body')}
        closeLabel={t('common.close')}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          returnFocus();
        }}
      >
        {choices.isPending && <Skeleton className="h-40" />}
        {choices.isError && <ErrorState title={t('run.start.noCatalogue')} onRetry={() => void choices.refetch()} />}
        {choices.data?.length === 0 && <p className="text-ink-soft">{t('run.start.noBlueprint')}</p>}
        {choices.data && choices.data.length > 0 && (
          <StartForm projectId={projectId} wanted={wanted} choices={choices.data} onClose={onClose} />
        )}
      </DialogContent>
    </Dialog>
  );
}

function StartForm({
  projectId,
  wanted,
  choices,
  onClose,
}: {
  projectId: string;
  wanted: string | null;
  choices: readonly BlueprintChoice[];
  onClose: () => void;
}) {
  const t = useTranslations();
  const router = useRouter();
  const [chosen, setChosen] = useState((choices.find(({ id }) => id === wanted) ?? choices[0])?.id ?? '');
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [problems, setProblems] = useState<Readonly<Record<string, InputProblem>>>({});
  const [failure, setFailure] = useState<Awaited<ReturnType<typeof startRun>> | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  // Sent again after a failure the same run is meant, unless something was changed.
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  const blueprint = choices.find(({ id }) => id === chosen);

  const change = (apply: () => void) => {
    apply();
    setFailure(null);
    setKey(crypto.randomUUID());
  };
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (!blueprint) return;
    const read = readInputs(blueprint.inputs, typed);
    setProblems(read.ok ? {} : read.problems);
    if (!read.ok) return;
    setIsBusy(true);
    setFailure(null);
    const result = await startRun({ projectId, blueprintId: blueprint.id, input: read.input, idempotencyKey });
    if (result.ok) {
      router.push(`/projects/${projectId}/runs/${result.data.id}`);
      return;
    }
    setIsBusy(false);
    setFailure(result);
  };
  return (
    <form noValidate className="grid gap-4" onSubmit={(event) => void submit(event)}>
      <Field label={t('run.blueprint')} hint={blueprint?.purpose}>
        {(control) => (
          <Select
            {...control}
            className="w-full"
            value={chosen}
            onChange={(event) => {
              const { value } = event.target;
              change(() => {
                setChosen(value);
                setTyped({});
                setProblems({});
              });
            }}
          >
            {choices.map(({ id, name, isBuiltIn, version, steps }) => (
              <option key={id} value={id}>
                {t(isBuiltIn ? 'run.start.builtIn' : 'run.start.own', { name, steps, version })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {blueprint && (
        <InputFields
          projectId={projectId}
          inputs={blueprint.inputs}
          typed={typed}
          problems={problems}
          onType={(name, text) => change(() => setTyped((before) => ({ ...before, [name]: text })))}
        />
      )}
      {failure && !failure.ok && <FailureNote failure={failure} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {t('run.start.submit')}
        </Button>
      </div>
    </form>
  );
}
