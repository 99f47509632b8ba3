'use client';

import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import { Input } from '../../ui/input.tsx';

type IdInputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange'> & {
  value: string;
  isFree: (id: string) => boolean;
  onRename: (id: string) => void;
};

/** A name that others refer to: taken over as a whole when the field is left, or with Enter. */
export function IdInput({ value, isFree, onRename, ...control }: IdInputProps) {
  const t = useTranslations('blueprint');
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && typed !== value && !isFree(typed);
  const takeOver = () => {
    if (typed === null || isWrong) return;
    setTyped(null);
    if (typed !== value) onRename(typed);
  };
  return (
    <>
      <Input
        {...control}
        aria-invalid={isWrong || control['aria-invalid'] || undefined}
        className="font-mono text-sm"
        spellCheck={false}
        autoComplete="off"
        value={typed ?? value}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={takeOver}
        onKeyDown={(event) => {
          if (event.key === 'Enter') takeOver();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      {isWrong && (
        <p role="alert" className="text-sm text-failed">
          {t('idTaken')}
        </p>
      )}
    </>
  );
}
