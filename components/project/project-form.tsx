'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { type ProjectInput, projectInputProblems, projectInputSchema } from '#lib/domain/project/input';
import { projectLimits } from '#lib/domain/project/limits';
import type { ActionResult } from '#lib/domain/result/action-result';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Textarea } from '../ui/textarea.tsx';

// The content security policy forbids compiling code from text, which zod would otherwise try first.
z.config({ jitless: true });

type ProjectFormProps = {
  initial: ProjectInput;
  submitLabel: string;
  /** Where "cancel" leads. */
  cancelHref: string;
  save: (input: ProjectInput) => Promise<ActionResult<{ id: string }>>;
};

const fields = ['name', 'description', 'requirements'] as const;

/** What people write on a project; creates and edits alike. Leads to the project once it is saved. */
export function ProjectForm({ initial, submitLabel, cancelHref, save }: ProjectFormProps) {
  const t = useTranslations();
  const router = useRouter();
  const [failure, setFailure] = useState<string | null>(null);
  const { register, handleSubmit, setError, formState, setFocus } = useForm<ProjectInput>({
    resolver: zodResolver(projectInputSchema),
    defaultValues: initial,
  });
  useEffect(() => setFocus('name'), [setFocus]);

  const errorOf = (field: (typeof fields)[number]): string | undefined => {
    const message = formState.errors[field]?.message;
    const problem = projectInputProblems.find((key) => key === message);
    return problem ? t(`project.problem.${problem}`, { limit: projectLimits[field] }) : message;
  };
  const submit = handleSubmit(async (input) => {
    setFailure(null);
    const result = await save(input);
    if (result.ok) {
      router.push(`/projects/${result.data.id}`);
      return;
    }
    const field = fields.find((name) => name === result.field);
    if (field) setError(field, { message: result.message }, { shouldFocus: true });
    else setFailure(result.message);
  });
  const isBusy = formState.isSubmitting || formState.isSubmitSuccessful;
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid max-w-2xl gap-5">
      <Field label={t('project.name')} error={errorOf('name')}>
        {(control) => <Input {...control} {...register('name')} autoComplete="off" required />}
      </Field>
      <Field
        label={t('project.description')}
        optional={t('common.optional')}
        hint={t('project.descriptionHint')}
        error={errorOf('description')}
      >
        {(control) => <Textarea {...control} {...register('description')} rows={3} />}
      </Field>
      <Field
        label={t('project.requirements')}
        optional={t('common.optional')}
        hint={t('project.requirementsHint')}
        error={errorOf('requirements')}
      >
        {(control) => <Textarea {...control} {...register('requirements')} rows={6} />}
      </Field>
      {failure && (
        <p role="alert" className="rounded-md bg-failed-soft px-3 py-2 text-failed">
          {failure}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" isBusy={isBusy && failure === null}>
          {submitLabel}
        </Button>
        <Button asChild>
          <Link href={cancelHref}>{t('common.cancel')}</Link>
        </Button>
      </div>
    </form>
  );
}
