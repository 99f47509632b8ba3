import { type CallTool, createToolCaller } from '#lib/tools/call-tool';
import { getTool } from '#lib/tools/registry';
import type { AttemptFindings } from './found.ts';
import type { Invocation, WorkerPorts } from './ports.ts';
import type { Work } from './work.ts';

interface Controls {
  readonly invocation: Invocation;
  readonly ports: Pick<WorkerPorts, 'tools' | 'policies' | 'now'>;
  readonly found: AttemptFindings;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What the agent of a step calls its tools by; they see the run's own project and nothing else. */
export function toolCallerOf({ message, agent }: Work, { invocation, ports, found, log, signal }: Controls): CallTool {
  const { organization, projectId, runId, key, attempt } = message;
  return createToolCaller({
    agentId: agent.manifest.id,
    allowed: agent.manifest.tools,
    getTool,
    scope: { organization, projectId, runId, key, attempt },
    services: ports.tools,
    remainingMs: invocation.remainingMs,
    now: ports.now,
    signal,
    async onInstructions(toolId, passages) {
      const { toolAnswersWithInstructions: policy } = await ports.policies.get(organization);
      found.addAnswer(toolId, passages, policy);
      return policy;
    },
    log,
  });
}
