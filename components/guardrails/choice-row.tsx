'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Select } from '../ui/select.tsx';

type ChoiceRowProps<Option extends string> = {
  label: string;
  options: readonly Option[];
  value: Option;
  /** What holds where nobody has decided. */
  standard: Option;
  wordOf: (option: Option) => string;
  /** What the chosen option means, unless it is told above. */
  hint?: string;
  /** Absent for those who only read. */
  onChange: ((value: Option) => void) | undefined;
};

/** One decision: what it is about, what was chosen, and what that means. */
export function ChoiceRow<Option extends string>(props: ChoiceRowProps<Option>) {
  const { label, options, value, standard, wordOf, hint, onChange } = props;
  const t = useTranslations('guardrails.policy');
  const id = useId();
  const word = (option: Option) => (option === standard ? t('standard', { option: wordOf(option) }) : wordOf(option));
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <div className="grid min-w-0 flex-1 basis-72 gap-0.5">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} aria-live="polite" className="text-sm text-pretty text-ink-soft">
            {hint}
          </p>
        )}
      </div>
      {onChange ? (
        <Select
          id={id}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className="w-full sm:w-56"
          value={value}
          onChange={({ target }) => {
            const chosen = options.find((option) => option === target.value);
            if (chosen) onChange(chosen);
          }}
        >
          {options.map((option) => (
            <option key={option} value={option}>
              {word(option)}
            </option>
          ))}
        </Select>
      ) : (
        <output id={id} className="font-medium">
          {word(value)}
        </output>
      )}
    </div>
  );
}
