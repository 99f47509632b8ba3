'use client';

import { Trash2, Workflow, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { milestones, type Step } from '#lib/domain/blueprint/schema';
import {
  addAfter,
  changeStep,
  isFreeId,
  removeStep,
  renameStep,
  stepsBehind,
} from '#lib/domain/blueprint-editor/steps';
import { taskFields } from '#lib/domain/blueprint-editor/suggestions';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { ConditionFields } from './condition-fields.tsx';
import { EditorField } from './editor-field.tsx';
import { FanOutFields } from './fan-out-fields.tsx';
import { Fold } from './fold.tsx';
import { GateFields } from './gate-fields.tsx';
import { IdInput } from './id-input.tsx';
import { RetryFields } from './retry-fields.tsx';
import { WireField } from './wire-field.tsx';

/** Everything about one step. */
export function StepForm({ step, onConnect }: { step: Step; onConnect: () => void }) {
  const t = useTranslations('blueprint');
  const { blueprint, catalogue, change, isReadOnly, select } = useEditor();
  const known = taskFields(step, catalogue);
  const foreign = Object.keys(step.inputs)
    .filter((name) => !known.some((field) => field.name === name))
    .map((name) => ({ name, kinds: [], isRequired: false, isGiven: false }));
  const put = (changes: Partial<Step>, group: string) =>
    change(changeStep(blueprint, step.id, changes), `${group}:${step.id}`);
  return (
    <section aria-label={t('step.label', { title: step.title })} className="min-w-0 rounded-lg border bg-surface">
      <header className="flex min-h-11 items-center gap-1 border-b py-1.5 pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{step.title}</h2>
        {!isReadOnly && (
          <>
            <Button size="icon-small" variant="ghost" aria-label={t('connect.open')} onClick={onConnect}>
              <Workflow aria-hidden />
            </Button>
            <Button
              size="icon-small"
              variant="ghost"
              aria-label={t('step.remove')}
              onClick={() => {
                change(removeStep(blueprint, step.id));
                select(null);
              }}
            >
              <Trash2 aria-hidden />
            </Button>
          </>
        )}
        <Button size="icon-small" variant="ghost" aria-label={t('step.close')} onClick={() => select(null)}>
          <X aria-hidden />
        </Button>
      </header>
      <div className="grid gap-3 p-4">
        <EditorField stepId={step.id} name="title" label={t('step.title')}>
          {(control) => (
            <Input
              {...control}
              disabled={isReadOnly}
              value={step.title}
              onChange={({ target }) => put({ title: target.value }, 'title')}
            />
          )}
        </EditorField>
        <EditorField stepId={step.id} name="id" label={t('step.id')}>
          {(control) => (
            <IdInput
              {...control}
              disabled={isReadOnly}
              value={step.id}
              isFree={(id) => isFreeId(blueprint, id)}
              onRename={(id) => {
                change(renameStep(blueprint, step.id, id));
                select(id);
              }}
            />
          )}
        </EditorField>
        <AgentFields step={step} />
      </div>
      <Fold title={t('step.inputs')} isOpen>
        {known.length + foreign.length === 0 && <p className="text-ink-soft">{t('step.noInputs')}</p>}
        {[...known, ...foreign].map((field) => (
          <WireField key={field.name} step={step} field={field} />
        ))}
      </Fold>
      <Fold title={t('step.order')} isOpen={step.after.length > 0 || step.when !== undefined || !!step.forEach}>
        <AfterField step={step} />
        <FanOutFields step={step} />
        <ConditionFields step={step} />
      </Fold>
      <Fold title={t('step.attempts')} isOpen={step.retry !== undefined || step.timeoutSeconds !== undefined}>
        <RetryFields step={step} />
      </Fold>
      <Fold title={t('step.gate')} isOpen={step.gate !== undefined}>
        <GateFields step={step} />
        <EditorField stepId={step.id} name="milestone" label={t('step.milestone')} hint={t('step.milestoneHint')}>
          {(control) => (
            <Select
              {...control}
              className="w-full"
              disabled={isReadOnly}
              value={step.milestone ?? ''}
              onChange={({ target }) =>
                put({ milestone: milestones.find((milestone) => milestone === target.value) }, 'milestone')
              }
            >
              <option value="">{t('step.noMilestone')}</option>
              {milestones.map((milestone) => (
                <option key={milestone}>{milestone}</option>
              ))}
            </Select>
          )}
        </EditorField>
      </Fold>
    </section>
  );
}

function AgentFields({ step }: { step: Step }) {
  const t = useTranslations('blueprint.step');
  const { blueprint, catalogue, change, isReadOnly } = useEditor();
  const agent = Object.hasOwn(catalogue, step.agent) ? catalogue[step.agent] : undefined;
  const tasks = Object.entries(agent?.tasks ?? {});
  const task = step.task ?? agent?.defaultTask ?? '';
  return (
    <div className="grid grid-cols-2 gap-3">
      <EditorField stepId={step.id} name="agent" label={t('agent')}>
        {(control) => (
          <Select
            {...control}
            className="w-full"
            disabled={isReadOnly}
            value={step.agent}
            onChange={({ target }) =>
              change(
                changeStep(blueprint, step.id, { agent: target.value, task: catalogue[target.value]?.defaultTask }),
              )
            }
          >
            {!agent && <option>{step.agent}</option>}
            {Object.entries(catalogue).map(([id, { name }]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </EditorField>
      <EditorField stepId={step.id} name="task" label={t('task')}>
        {(control) => (
          <Select
            {...control}
            className="w-full"
            disabled={isReadOnly}
            value={task}
            onChange={({ target }) => change(changeStep(blueprint, step.id, { task: target.value }))}
          >
            {!tasks.some(([name]) => name === task) && <option>{task}</option>}
            {tasks.map(([name, { title }]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </EditorField>
    </div>
  );
}

function AfterField({ step }: { step: Step }) {
  const t = useTranslations('blueprint.step');
  const { blueprint, change, isReadOnly } = useEditor();
  const behind = stepsBehind(blueprint, step.id);
  const possible = blueprint.steps.filter(({ id }) => id !== step.id && !step.after.includes(id) && !behind.has(id));
  return (
    <EditorField stepId={step.id} name="after" label={t('after')} hint={t('afterHint')} isOptional>
      {(control) => (
        <div className="grid gap-1.5">
          {step.after.map((id) => (
            <span key={id} className="flex items-center justify-between gap-2 rounded-md border px-3 py-1">
              <span className="truncate font-mono text-sm">{id}</span>
              {!isReadOnly && (
                <Button
                  size="icon-small"
                  variant="ghost"
                  aria-label={t('removeAfter', { id })}
                  onClick={() =>
                    change(changeStep(blueprint, step.id, { after: step.after.filter((other) => other !== id) }))
                  }
                >
                  <X aria-hidden />
                </Button>
              )}
            </span>
          ))}
          <Select
            {...control}
            className="w-full"
            disabled={isReadOnly || possible.length === 0}
            value=""
            onChange={({ target }) => change(addAfter(blueprint, step.id, target.value))}
          >
            <option value="">{t('addAfter')}</option>
            {possible.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        </div>
      )}
    </EditorField>
  );
}
