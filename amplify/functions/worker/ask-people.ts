import type { AgentResult } from '#lib/agents/agent';
import { eventSchemaVersion } from '#lib/domain/events/registry';
import type { WorkerPorts } from './ports.ts';
import type { Work } from './work.ts';

/** Has the agent of a step that waits put its questions to people; asked again it is the same asking. */
export async function askPeople(
  { message, agent }: Pick<Work, 'message' | 'agent'>,
  { asks, questions }: AgentResult<unknown>,
  { publish }: Pick<WorkerPorts, 'publish'>,
): Promise<void> {
  if (!asks) return;
  const { runId: orchestrationId, organization, projectId, correlationId, key, attempt } = message;
  const idempotencyKey = `${orchestrationId}:${key}:${attempt}:asks`;
  const envelope = { schemaVersion: eventSchemaVersion, organization, projectId, correlationId, idempotencyKey };
  const detail = { ...envelope, orchestrationId, agentId: agent.manifest.id, ...asks };
  await publish([{ name: 'interview.requested', detail: { ...detail, questions: questions.map(({ id }) => id) } }]);
}
