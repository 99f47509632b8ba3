'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { issuesAt } from '#lib/domain/blueprint-editor/issue-place';
import { Field } from '../../ui/field.tsx';

type EditorFieldProps = {
  /** The step whose field it is; null for the blueprint's own. */
  stepId: string | null;
  /** The field's path within it, as in `retry.attempts`: issues there are shown here, and the focus finds it. */
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  isOptional?: boolean;
  error?: string | undefined;
  children: Parameters<typeof Field>[0]['children'];
};

/** A field of what is drawn, with what is wrong there. */
export function EditorField({ stepId, name, label, hint, isOptional = false, error, children }: EditorFieldProps) {
  const t = useTranslations();
  const { blueprint, issues } = useEditor();
  const found = issuesAt(blueprint, issues, { stepId, field: name });
  return (
    <div data-field={name} className="min-w-0">
      <Field
        label={label}
        hint={hint}
        error={error ?? (found.map(({ message }) => message).join(' ') || undefined)}
        {...(isOptional ? { optional: t('common.optional') } : {})}
      >
        {children}
      </Field>
    </div>
  );
}
