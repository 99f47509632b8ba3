import { notFound } from 'next/navigation';
import { listProjectActivity } from '#lib/server/activity/queries';
import { listAgentStatuses } from '#lib/server/agent/queries';
import { listProjectArtifacts } from '#lib/server/artifact/queries';
import { getAssessment } from '#lib/server/assessment/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { ProjectOverview } from './_components/project-overview.tsx';

const ACTIVITY_SIZE = 10;

type ProjectPageProps = { params: Promise<{ projectId: string }> };

export default async function ProjectPage({ params }: ProjectPageProps) {
  await getWorkspace();
  const { projectId } = await params;
  const project = await getProject(projectId);
  if (!project) notFound();
  const [assessment, agentStatuses, artifacts, activity] = await Promise.all([
    getAssessment(projectId),
    listAgentStatuses(projectId),
    listProjectArtifacts(projectId),
    listProjectActivity(projectId, ACTIVITY_SIZE),
  ]);
  return (
    <ProjectOverview
      project={project}
      assessment={assessment}
      agentStatuses={agentStatuses}
      artifacts={artifacts}
      activity={activity}
      activitySize={ACTIVITY_SIZE}
    />
  );
}
