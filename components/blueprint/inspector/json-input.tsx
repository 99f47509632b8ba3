'use client';

import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import { Textarea } from '../../ui/textarea.tsx';

type JsonInputProps = Omit<ComponentProps<typeof Textarea>, 'value' | 'onChange'> & {
  value: unknown;
  onValue: (value: unknown) => void;
};

/** A value as JSON; what cannot be read stays with who types it, and says so. */
export function JsonInput({ value, onValue, ...control }: JsonInputProps) {
  const t = useTranslations('blueprint');
  const written = JSON.stringify(value, null, 2);
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && !readsAsJson(typed);
  return (
    <>
      <Textarea
        {...control}
        aria-invalid={isWrong || control['aria-invalid'] || undefined}
        className="min-h-9 font-mono text-sm"
        rows={1}
        spellCheck={false}
        value={typed ?? written}
        onChange={({ target }) => {
          setTyped(target.value);
          if (readsAsJson(target.value)) onValue(JSON.parse(target.value));
        }}
        onBlur={() => {
          if (!isWrong) setTyped(null);
        }}
      />
      {isWrong && (
        <p role="alert" className="text-sm text-failed">
          {t('notJson')}
        </p>
      )}
    </>
  );
}

function readsAsJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
