'use client';

import type { ComponentProps } from 'react';
import { Input } from '../../ui/input.tsx';

type NumberInputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange'> & {
  value: number | undefined;
  /** Undefined where the field was emptied. */
  onValue: (value: number | undefined) => void;
};

/** A number, in the field's own unit. */
export function NumberInput({ value, onValue, ...control }: NumberInputProps) {
  return (
    <Input
      {...control}
      type="number"
      className="font-mono tabular-nums"
      value={value ?? ''}
      onChange={({ target }) => onValue(Number.isNaN(target.valueAsNumber) ? undefined : target.valueAsNumber)}
    />
  );
}
