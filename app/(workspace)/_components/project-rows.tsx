'use client';

import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ProjectSummary } from '#lib/client/project/fetch-projects';
import { attentionReason } from '#lib/domain/project/attention';
import { ProjectStatusBadge } from '@/components/project/project-status-badge';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '@/components/ui/table';

type ProjectRowsProps = {
  label: string;
  projects: readonly ProjectSummary[];
  /** Said where there are none. */
  empty: string;
  /** Where a project's name leads: its overview, unless a part of it is what one comes for. */
  part?: 'chat' | 'report';
};

/** A few projects, each with what it waits for. */
export function ProjectRows({ label, projects, empty, part }: ProjectRowsProps) {
  const t = useTranslations();
  if (projects.length === 0) return <EmptyState icon={CircleCheck} title={empty} className="py-8" />;
  const reasonOf = (project: ProjectSummary): string => {
    const reason = attentionReason(project);
    return reason ? t(`home.reason.${reason}`, { percent: project.progress?.assessment ?? 0 }) : '–';
  };
  return (
    <Table label={label}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-4">{t('project.name')}</TableHeadCell>
          <TableHeadCell>{t('project.statusLabel')}</TableHeadCell>
          <TableHeadCell>{t('home.reasonLabel')}</TableHeadCell>
          <TableHeadCell className="pr-4">{t('project.updated')}</TableHeadCell>
        </tr>
      </TableHead>
      <tbody>
        {projects.map((project) => (
          <TableRow key={project.id}>
            <th scope="row" className="max-w-72 min-w-40 py-1.5 pr-3 pl-4 font-normal">
              <Link
                href={part ? `/projects/${project.id}/${part}` : `/projects/${project.id}`}
                title={project.name}
                className="block truncate font-medium hover:text-accent-text hover:underline"
              >
                {project.name}
              </Link>
            </th>
            <TableCell>
              <ProjectStatusBadge status={project.status} />
            </TableCell>
            <TableCell className="whitespace-nowrap text-ink-soft">{reasonOf(project)}</TableCell>
            <TableCell className="pr-4 text-sm whitespace-nowrap text-ink-soft">
              <RelativeTime value={project.updatedAt} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
