import { notFound } from 'next/navigation';
import { listAgentStatuses } from '#lib/server/agent/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { AgentStatusPanel } from './_components/agent-status-panel.tsx';

type ChatPageProps = { params: Promise<{ projectId: string }> };

export default async function ChatPage({ params }: ChatPageProps) {
  await getWorkspace();
  const { projectId } = await params;
  if (!(await getProject(projectId))) notFound();
  return <AgentStatusPanel projectId={projectId} initial={await listAgentStatuses(projectId)} />;
}
