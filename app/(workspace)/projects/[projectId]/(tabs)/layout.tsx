import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { ProjectHeader } from './_components/project-header.tsx';

type ProjectLayoutProps = { params: Promise<{ projectId: string }>; children: ReactNode };

export async function generateMetadata({ params }: ProjectLayoutProps): Promise<Metadata> {
  const project = await getProject((await params).projectId);
  return project ? { title: project.name } : {};
}

export default async function ProjectLayout({ params, children }: ProjectLayoutProps) {
  await getWorkspace();
  const project = await getProject((await params).projectId);
  if (!project) notFound();
  return (
    <>
      <ProjectHeader project={project} />
      {children}
    </>
  );
}
