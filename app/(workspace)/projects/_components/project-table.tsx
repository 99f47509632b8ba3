'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ProjectSummary } from '#lib/client/project/fetch-projects';
import { type ProjectCriteria, projectCriteriaParams } from '#lib/domain/project/listing';
import { ProjectMenu } from '@/components/project/project-menu';
import { ProjectStatusBadge } from '@/components/project/project-status-badge';
import { useMay } from '@/components/providers/workspace-context';
import { CopyId } from '@/components/ui/copy-id';
import { Progress } from '@/components/ui/progress';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '@/components/ui/table';

type ProjectTableProps = { projects: readonly ProjectSummary[]; criteria: ProjectCriteria };

/** Projects side by side. The moment of creation sorts, both ways. */
export function ProjectTable({ projects, criteria }: ProjectTableProps) {
  const t = useTranslations();
  const mayManage = useMay('org_manage');
  const isNewest = criteria.sort === 'newest';
  const turned = projectCriteriaParams({ ...criteria, after: undefined, sort: isNewest ? 'oldest' : 'newest' });
  const Arrow = isNewest ? ArrowDown : ArrowUp;
  return (
    <Table label={t('projects.title')}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-4">{t('project.name')}</TableHeadCell>
          <TableHeadCell>{t('project.statusLabel')}</TableHeadCell>
          <TableHeadCell className="w-44">{t('project.assessment')}</TableHeadCell>
          <TableHeadCell aria-sort={isNewest ? 'descending' : 'ascending'}>
            <Link
              href={`/projects?${turned.toString()}`}
              className="inline-flex min-h-6 items-center gap-1 hover:text-ink"
            >
              {t('project.created')}
              <Arrow aria-hidden className="size-3.5" />
            </Link>
          </TableHeadCell>
          <TableHeadCell>{t('project.updated')}</TableHeadCell>
          <TableHeadCell>{t('common.id')}</TableHeadCell>
          {mayManage && (
            <TableHeadCell>
              <span className="sr-only">{t('common.actions')}</span>
            </TableHeadCell>
          )}
        </tr>
      </TableHead>
      <tbody>
        {projects.map((project) => (
          <TableRow key={project.id}>
            <th scope="row" className="max-w-80 min-w-48 py-1.5 pr-3 pl-4 font-normal">
              <Link
                href={`/projects/${project.id}`}
                title={project.name}
                className="block truncate font-medium hover:text-accent-text hover:underline"
              >
                {project.name}
              </Link>
            </th>
            <TableCell>
              <ProjectStatusBadge status={project.status} />
            </TableCell>
            <TableCell>
              <AssessmentProgress value={project.progress?.assessment} label={t('project.assessment')} />
            </TableCell>
            <TableCell className="text-sm whitespace-nowrap text-ink-soft">
              {project.createdAt && <RelativeTime value={project.createdAt} />}
            </TableCell>
            <TableCell className="text-sm whitespace-nowrap text-ink-soft">
              <RelativeTime value={project.updatedAt} />
            </TableCell>
            <TableCell>
              <CopyId value={project.id} short={project.id.slice(0, 8)} />
            </TableCell>
            {mayManage && (
              <TableCell className="w-12 pr-3 text-right">
                <ProjectMenu project={project} size="icon-small" />
              </TableCell>
            )}
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

function AssessmentProgress({ value, label }: { value: number | undefined; label: string }) {
  return (
    <span className="flex items-center gap-2">
      <Progress value={value} label={label} className="w-24" />
      <span className="font-mono text-sm tabular-nums">{value === undefined ? '–' : `${Math.round(value)} %`}</span>
    </span>
  );
}
