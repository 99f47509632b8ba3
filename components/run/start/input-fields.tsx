'use client';

import { useTranslations } from 'next-intl';
import type { Blueprint, BlueprintInput } from '#lib/domain/blueprint/schema';
import type { InputProblem } from '#lib/domain/run-view/input-values';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { DocumentPicker } from './document-picker.tsx';

type InputFieldsProps = {
  /** Whose documents are picked from, where an input asks for some; without it their ids are typed. */
  projectId?: string;
  inputs: Blueprint['inputs'];
  typed: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, InputProblem>>;
  onType: (name: string, text: string) => void;
};

/** A field per input of a blueprint. */
export function InputFields({ projectId, inputs, typed, problems, onType }: InputFieldsProps) {
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
            {...(projectId !== undefined && { projectId })}
            input={input}
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
  projectId?: string;
  input: BlueprintInput;
  value: string;
  onType: (text: string) => void;
};

function Control({ projectId, input, onType, ...rest }: ControlProps) {
  const t = useTranslations('run.start');
  if (input.picks && projectId !== undefined) {
    return <DocumentPicker {...rest} projectId={projectId} picks={input.picks} onType={onType} />;
  }
  const { type, options } = input;
  const control = { ...rest, required: input.required };
  if (options) {
    return (
      <Select {...control} className="w-full" onChange={(event) => onType(event.target.value)}>
        <option value="">{t('notGiven')}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </Select>
    );
  }
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
