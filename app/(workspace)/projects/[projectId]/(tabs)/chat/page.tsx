import { notFound } from 'next/navigation';
import { listAgentStatuses } from '#lib/server/agent/queries';
import { getNewestMessages } from '#lib/server/conversation/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { ConversationView } from '@/components/conversation/conversation-view';

const ASSESSMENT_AGENT = 'assessment';

type ChatPageProps = { params: Promise<{ projectId: string }> };

export default async function ChatPage({ params }: ChatPageProps) {
  await getWorkspace();
  const { projectId } = await params;
  const project = await getProject(projectId);
  if (!project) notFound();
  const [page, agentStatuses] = await Promise.all([
    getNewestMessages(projectId, ASSESSMENT_AGENT),
    listAgentStatuses(projectId),
  ]);
  return <ConversationView project={project} agentId={ASSESSMENT_AGENT} page={page} agentStatuses={agentStatuses} />;
}
