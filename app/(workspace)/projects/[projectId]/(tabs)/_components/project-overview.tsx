'use client';

import { FileText, MessagesSquare } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type AuditEvent, useLiveActivity } from '#lib/client/activity/use-live-activity';
import { type AgentStatus, useLiveAgentStatuses } from '#lib/client/agent/use-live-agent-statuses';
import { type Artifact, useLiveArtifacts } from '#lib/client/artifact/use-live-artifacts';
import { type Assessment, useLiveAssessment } from '#lib/client/assessment/use-live-assessment';
import type { Project } from '#lib/client/project/fetch-projects';
import { useLiveProject } from '#lib/client/project/use-live-project';
import { assessmentDimensions } from '#lib/domain/assessment/dimensions';
import { projectModules } from '#lib/domain/project/status';
import { ActivityList } from '@/components/activity/activity-list';
import { AgentStatusTable } from '@/components/agent/agent-status-table';
import { ArtifactTable } from '@/components/artifact/artifact-table';
import { ProgressRows } from '@/components/project/progress-rows';
import { StatusFlow } from '@/components/project/status-flow';
import { useMay } from '@/components/providers/workspace-context';
import { Button } from '@/components/ui/button';
import { SectionCard } from '@/components/ui/card';

type ProjectOverviewProps = {
  project: Project;
  assessment: Assessment | null;
  agentStatuses: AgentStatus[];
  artifacts: Artifact[];
  activity: AuditEvent[];
  activitySize: number;
};

/** Where a project stands, who works on it, what came of it. */
export function ProjectOverview(props: ProjectOverviewProps) {
  const t = useTranslations();
  const project = useLiveProject(props.project);
  const { id } = project;
  const assessment = useLiveAssessment(id, props.assessment);
  const agents = useLiveAgentStatuses(id, props.agentStatuses);
  const artifacts = useLiveArtifacts(id, props.artifacts);
  const activity = useLiveActivity({
    scope: { projectId: id },
    size: props.activitySize,
    initialItems: props.activity,
  });
  const modules = projectModules.map((key) => ({
    key,
    label: t(`module.${key}`),
    value: project.progress?.[key] ?? 0,
  }));
  const dimensions = assessmentDimensions.map((key) => ({
    key,
    label: t(`dimension.${key}`),
    value: assessment?.progress[key] ?? 0,
  }));
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <div className="grid min-w-0 gap-4">
        <SectionCard title={t('project.statusLabel')} action={<NextStep project={project} />}>
          <div className="px-4 py-3">
            <StatusFlow status={project.status} />
          </div>
          <div className="grid gap-6 border-t px-4 py-4 lg:grid-cols-2">
            <div className="grid content-start gap-3">
              <h3 className="text-sm font-medium text-ink-faint">{t('project.dimensions')}</h3>
              <ProgressRows rows={dimensions} />
            </div>
            <div className="grid content-start gap-3">
              <h3 className="text-sm font-medium text-ink-faint">{t('project.modules')}</h3>
              <ProgressRows rows={modules} />
            </div>
          </div>
        </SectionCard>
        <SectionCard title={t('agent.title')}>
          <AgentStatusTable statuses={agents} />
        </SectionCard>
        <SectionCard title={t('project.results')}>
          <ArtifactTable artifacts={artifacts} />
        </SectionCard>
      </div>
      <div className="grid min-w-0 gap-4">
        <SectionCard title={t('project.about')}>
          <dl className="grid gap-4 px-4 py-3">
            <Text label={t('project.description')} text={project.description} none={t('project.noDescription')} />
            <Text label={t('project.requirements')} text={project.requirements} none={t('project.noRequirements')} />
          </dl>
        </SectionCard>
        <SectionCard title={t('activity.title')}>
          <ActivityList events={activity} />
        </SectionCard>
      </div>
    </div>
  );
}

/** The one thing to do next, for those who may do it. */
function NextStep({ project }: { project: Project }) {
  const t = useTranslations('project');
  const mayChat = useMay('org_chat');
  const status = project.status ?? 'CREATED';
  const isInterview = status === 'CREATED' || status === 'IN_PROGRESS';
  if (isInterview && !mayChat) return null;
  const { href, label, Icon } = isInterview
    ? { href: 'chat', label: t(status === 'CREATED' ? 'toInterview' : 'continueInterview'), Icon: MessagesSquare }
    : { href: 'report', label: t('toReport'), Icon: FileText };
  return (
    <Button asChild size="small" variant={isInterview ? 'primary' : 'secondary'}>
      <Link href={`/projects/${project.id}/${href}`}>
        <Icon aria-hidden />
        {label}
      </Link>
    </Button>
  );
}

function Text({ label, text, none }: { label: string; text: string | null | undefined; none: string }) {
  return (
    <div className="grid gap-1">
      <dt className="text-sm font-medium text-ink-faint">{label}</dt>
      {text ? <dd className="break-words whitespace-pre-wrap">{text}</dd> : <dd className="text-ink-soft">{none}</dd>}
    </div>
  );
}
