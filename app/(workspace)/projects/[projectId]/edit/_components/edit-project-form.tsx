'use client';

import { useTranslations } from 'next-intl';
import { updateProject } from '#lib/actions/project/update-project';
import type { ProjectInput } from '#lib/domain/project/input';
import { ProjectForm } from '@/components/project/project-form';

/** Changes what people wrote on a project. */
export function EditProjectForm({ id, initial }: { id: string; initial: ProjectInput }) {
  const t = useTranslations('common');
  return (
    <ProjectForm
      initial={initial}
      submitLabel={t('save')}
      cancelHref={`/projects/${id}`}
      save={(input) => updateProject({ ...input, id })}
    />
  );
}
