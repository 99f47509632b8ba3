'use client';

import { useTranslations } from 'next-intl';
import { createProject } from '#lib/actions/project/create-project';
import { ProjectForm } from '@/components/project/project-form';

/** Creates a project. The id is decided with the page, so that a form sent twice creates one. */
export function NewProjectForm({ id }: { id: string }) {
  const t = useTranslations('project');
  return (
    <ProjectForm
      initial={{ name: '', description: '', requirements: '' }}
      submitLabel={t('createSubmit')}
      cancelHref="/projects"
      save={(input) => createProject({ ...input, id })}
    />
  );
}
