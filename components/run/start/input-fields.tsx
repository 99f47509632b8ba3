'use client';

import { useTranslations } from 'next-intl';
import type { Blueprint, BlueprintInput } from '#lib/domain/blueprint/schema';
import type { InputProblem } from '#lib/domain/run-view/input-values';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { Textarea } from '../../ui/textarea.tsx';

type InputFieldsProps = {
  inputs: Blueprint['inputs'];
  typed: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, InputProblem>>;
  onType: (name: string, text: string) => void;
};

/** A field per input of a blueprint. */
export function InputFields({ inputs, typed, problems, onType }: InputFieldsProps) {
  const t = useTranslations();
  return Object.entries(inputs).map(([name, input]) => {
    const problem = problems[name];
    return (
      <Field
        key={name}
        label={<span className="font-mono text-sm">{name}</span>}
        {...(input.required ? {} : { optional: t('common.optional') })}
        {...(input.description ? { hint: input.description } : {})}
        error={problem && t(`run.start.problem.${problem}`)}
      >
        {(control) => (
          <Control
            {...control}
            type={input.type}
            required={input.required}
            value={typed[name] ?? ''}
            onType={(text) => onType(name, text)}
          />
        )}
      </Field>
    );
  });
}

type ControlProps = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  type: BlueprintInput['type'];
  required: boolean;
  value: string;
  onType: (text: string) => void;
};

function Control({ type, onType, ...control }: ControlProps) {
  const t = useTranslations('run.start');
  switch (type) {
    case 'boolean':
      return (
        <Select {...control} onChange={(event) => onType(event.target.value)}>
          <option value="">{t('notGiven')}</option>
          <option value="true">{t('yes')}</option>
          <option value="false">{t('no')}</option>
        </Select>
      );
    case 'number':
      return <Input {...control} inputMode="decimal" onChange={(event) => onType(event.target.value)} />;
    case 'string':
      return <Textarea {...control} className="min-h-9" rows={1} onChange={(event) => onType(event.target.value)} />;
    case 'object':
    case 'array':
      return (
        <Textarea
          {...control}
          className="font-mono text-sm"
          spellCheck={false}
          placeholder={type === 'array' ? '[]' : '{}'}
          onChange={(event) => onType(event.target.value)}
        />
      );
  }
}
