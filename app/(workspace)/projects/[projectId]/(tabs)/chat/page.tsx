import { notFound } from 'next/navigation';
import { conversationAgents } from '#lib/domain/conversation/agents';
import { listAgentStatuses } from '#lib/server/agent/queries';
import { getNewestMessages } from '#lib/server/conversation/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { getProject } from '#lib/server/project/queries';
import { ConversationView } from '@/components/conversation/conversation-view';

type ChatPageProps = {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ChatPage({ params, searchParams }: ChatPageProps) {
  await getWorkspace();
  const [{ projectId }, { agent }] = await Promise.all([params, searchParams]);
  const agentId = conversationAgents.find((known) => known === agent) ?? 'assessment';
  const project = await getProject(projectId);
  if (!project) notFound();
  const [page, agentStatuses] = await Promise.all([
    getNewestMessages(projectId, agentId),
    listAgentStatuses(projectId),
  ]);
  return (
    <ConversationView key={agentId} project={project} agentId={agentId} page={page} agentStatuses={agentStatuses} />
  );
}
