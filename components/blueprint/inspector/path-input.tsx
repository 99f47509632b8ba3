'use client';

import { useTranslations } from 'next-intl';
import { type ComponentProps, useId } from 'react';
import type { Suggestion } from '#lib/domain/blueprint-editor/suggestions';
import { Input } from '../../ui/input.tsx';

/** A longer list helps nobody; what is typed need not be among them. */
const suggested = 200;

type PathInputProps = Omit<ComponentProps<'input'>, 'onChange' | 'value'> & {
  value: string;
  suggestions: readonly Suggestion[];
  onValue: (path: string) => void;
};

/** A path into what is known when the step begins; the browser suggests those that serve first. */
export function PathInput({ value, suggestions, onValue, ...control }: PathInputProps) {
  const t = useTranslations('blueprint');
  const list = useId();
  return (
    <>
      <Input
        {...control}
        list={list}
        value={value}
        spellCheck={false}
        autoComplete="off"
        placeholder="steps.…"
        className="font-mono text-sm"
        onChange={({ target }) => onValue(target.value)}
      />
      <datalist id={list}>
        {suggestions.slice(0, suggested).map(({ path, kinds, isFitting }) => (
          <option key={path} value={path}>
            {isFitting ? kinds.join(' | ') : t('wire.doesNotFit', { kinds: kinds.join(' | ') })}
          </option>
        ))}
      </datalist>
    </>
  );
}
