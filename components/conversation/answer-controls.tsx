'use client';

import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useId, useState } from 'react';
import type { AnswerControl } from '#lib/domain/conversation/reply-metadata';
import { Button } from '../ui/button.tsx';
import { Input } from '../ui/input.tsx';
import { Select } from '../ui/select.tsx';
import { FoundInDocument } from './found-in-document.tsx';

type AnswerControlsProps = {
  control: AnswerControl;
  isDisabled: boolean;
  /** Text for exactly the control's question. */
  onAnswer: (text: string) => void;
};

/** A typed way to answer the open question, beside free text. */
export function AnswerControls({ control, isDisabled, onAnswer }: AnswerControlsProps) {
  const t = useTranslations('chat');
  const id = useId();
  return (
    <fieldset
      disabled={isDisabled}
      aria-labelledby={id}
      className="grid gap-2 border-b px-3 py-2.5 disabled:opacity-55"
    >
      <div className="flex items-center justify-between gap-3">
        <p id={id} className="min-w-0 truncate text-sm font-medium">
          {control.label}
        </p>
        <Button size="small" variant="ghost" className="-my-1" onClick={() => onAnswer('skip')}>
          {t('skip')}
        </Button>
      </div>
      <ControlBody control={control} onAnswer={onAnswer} />
    </fieldset>
  );
}

function ControlBody({ control, onAnswer }: Pick<AnswerControlsProps, 'control' | 'onAnswer'>) {
  const t = useTranslations('chat');
  switch (control.kind) {
    case 'confirm':
      return (
        <div className="grid gap-2">
          {control.found && <FoundInDocument found={control.found} />}
          <Choices options={control.options ?? []} onAnswer={onAnswer} />
        </div>
      );
    case 'choice':
    case 'yes-no':
      return <Choices options={control.options ?? []} onAnswer={onAnswer} />;
    case 'multi-choice':
      return <MultiChoice options={control.options ?? []} onAnswer={onAnswer} />;
    case 'number':
      return <NumberAnswer unit={control.unit ?? ''} label={control.label} onAnswer={onAnswer} />;
    case 'date':
      return <DateAnswer label={control.label} onAnswer={onAnswer} />;
    case 'money':
      return <MoneyAnswer currency={control.unit ?? 'EUR'} label={control.label} onAnswer={onAnswer} />;
    case 'text':
      return <p className="text-sm text-ink-soft">{t('ownWords')}</p>;
  }
}

type Options = NonNullable<AnswerControl['options']>;
type ChoiceProps = { options: Options; onAnswer: (text: string) => void };

const chipStyle =
  'min-h-8 rounded-md border border-line-strong/70 bg-surface px-2.5 py-1 text-left text-sm hover:border-line-strong hover:bg-muted disabled:cursor-not-allowed';

function Choices({ options, onAnswer }: ChoiceProps) {
  return (
    <div className="flex max-h-40 flex-wrap gap-1.5 overflow-y-auto p-0.5">
      {options.map(({ value, label }) => (
        <button key={value} type="button" className={chipStyle} onClick={() => onAnswer(value)}>
          {label}
        </button>
      ))}
    </div>
  );
}

function MultiChoice({ options, onAnswer }: ChoiceProps) {
  const t = useTranslations('chat');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const toggle = (value: string) =>
    setChosen((all) => (all.includes(value) ? all.filter((one) => one !== value) : [...all, value]));
  return (
    <div className="grid gap-2">
      <div className="flex max-h-40 flex-wrap gap-1.5 overflow-y-auto p-0.5">
        {options.map(({ value, label }) => {
          const isChosen = chosen.includes(value);
          return (
            <button
              key={value}
              type="button"
              aria-pressed={isChosen}
              className={`${chipStyle} inline-flex items-center gap-1.5 ${isChosen ? 'border-accent-text bg-accent-soft' : ''}`}
              onClick={() => toggle(value)}
            >
              {isChosen && <Check aria-hidden className="size-3.5" />}
              {label}
            </button>
          );
        })}
      </div>
      <Button
        size="small"
        className="justify-self-start"
        disabled={chosen.length === 0}
        onClick={() => onAnswer(options.flatMap(({ value }) => (chosen.includes(value) ? value : [])).join(', '))}
      >
        {t('answerWith', { count: chosen.length })}
      </Button>
    </div>
  );
}

type TypedProps = { label: string; onAnswer: (text: string) => void };

function NumberAnswer({ unit, label, onAnswer }: TypedProps & { unit: string }) {
  const t = useTranslations('chat');
  const [value, setValue] = useState('');
  return (
    <TypedForm
      isReady={value !== ''}
      onSubmit={() => onAnswer(`${value}${unit.startsWith('%') ? ' ' : ' '}${unit}`.trim())}
    >
      <Input
        type="number"
        inputMode="decimal"
        min={0}
        step="any"
        value={value}
        aria-label={unit ? t('valueIn', { label, unit }) : label}
        className="w-36 font-mono"
        onChange={({ target }) => setValue(target.value)}
      />
      {unit && <span className="self-center text-sm text-ink-soft">{unit}</span>}
    </TypedForm>
  );
}

function DateAnswer({ label, onAnswer }: TypedProps) {
  const [value, setValue] = useState('');
  return (
    <TypedForm isReady={value !== ''} onSubmit={() => onAnswer(value)}>
      <Input
        type="date"
        value={value}
        aria-label={label}
        className="w-44 font-mono"
        onChange={({ target }) => setValue(target.value)}
      />
    </TypedForm>
  );
}

const currencies = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'DKK', 'NOK', 'PLN', 'JPY', 'INR', 'CAD', 'AUD'];

function MoneyAnswer({ currency: initial, label, onAnswer }: TypedProps & { currency: string }) {
  const t = useTranslations('chat');
  const [value, setValue] = useState('');
  const [currency, setCurrency] = useState(initial);
  const [period, setPeriod] = useState<'once' | 'month' | 'year'>('once');
  const suffix = { once: '', month: ' a month', year: ' a year' }[period];
  return (
    <TypedForm isReady={value !== ''} onSubmit={() => onAnswer(`${currency} ${value}${suffix}`)}>
      <Select aria-label={t('currency')} value={currency} onChange={({ target }) => setCurrency(target.value)}>
        {[...new Set([initial, ...currencies])].map((code) => (
          <option key={code} value={code}>
            {code}
          </option>
        ))}
      </Select>
      <Input
        type="number"
        inputMode="decimal"
        min={0}
        step="any"
        value={value}
        aria-label={label}
        className="w-36 font-mono"
        onChange={({ target }) => setValue(target.value)}
      />
      <Select
        aria-label={t('period.label')}
        value={period}
        onChange={({ target }) =>
          setPeriod(target.value === 'month' || target.value === 'year' ? target.value : 'once')
        }
      >
        {(['once', 'month', 'year'] as const).map((key) => (
          <option key={key} value={key}>
            {t(`period.${key}`)}
          </option>
        ))}
      </Select>
    </TypedForm>
  );
}

function TypedForm(props: { isReady: boolean; onSubmit: () => void; children: React.ReactNode }) {
  const t = useTranslations('chat');
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (props.isReady) props.onSubmit();
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap gap-2">
      {props.children}
      <Button type="submit" disabled={!props.isReady}>
        {t('answer')}
      </Button>
    </form>
  );
}
