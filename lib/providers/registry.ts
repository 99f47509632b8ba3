import type { Agent, AgentProvider, AgentResult } from '#lib/agents/agent';
import { type BreakerRules, breakerRules } from '#lib/domain/breaker/breaker';
import { agentcoreProvider } from './agentcore/agentcore.ts';
import { bedrockAgentProvider } from './bedrock-agent/bedrock-agent.ts';
import { runTask, type TaskRequest } from './embedded/run-task.ts';
import { httpProvider } from './http/http.ts';
import { modelProvider } from './model/model.ts';
import type { ProviderServices, RemoteProvider } from './provider.ts';
import { ProviderFailure } from './provider.ts';
import { think } from './think.ts';
import { withBreaker } from './with-breaker.ts';
import { withDeadline } from './with-deadline.ts';

/** Every provider out of this process, by its id. */
const remoteProviders: ReadonlyMap<string, RemoteProvider> = new Map(
  [modelProvider, bedrockAgentProvider, agentcoreProvider, httpProvider].map((provider) => [provider.id, provider]),
);

/** Where an agent thinks, and how it is to be reached there. */
export interface ProviderChoice {
  readonly provider: string;
  readonly config: unknown;
}

/** Does a task of an agent where that agent thinks. */
export type RunAgentTask = (agent: Agent, request: TaskRequest) => Promise<AgentResult<unknown>>;

/**
 * Runs tasks where `choose` says; where it says nothing, where the agent's manifest says.
 * @throws from the function AgentInputError, AgentOutputError, AgentFailure of the core, ProviderFailure of the others.
 */
export function createTaskRunner(
  choose: (agentId: string) => Promise<ProviderChoice | undefined>,
  services: ProviderServices,
  rules: BreakerRules = breakerRules,
): RunAgentTask {
  return async (agent, request) => {
    const { id } = agent.manifest;
    const { provider, config } = (await choose(id)) ?? { provider: agent.manifest.provider, config: undefined };
    if (provider === ('embedded' satisfies AgentProvider)) return runTask(request);
    const remote = remoteProviders.get(provider);
    if (!remote)
      throw new ProviderFailure(`There is no provider "${provider}" for agent "${id}".`, { isRetryable: false });
    return withDeadline(request, async (limited) => {
      const transport = await remote.connect(config ?? {}, services);
      const breaker = { key: `${provider}#${id}`, name: `Provider "${provider}" of agent "${id}"`, rules };
      return think(agent, limited, {
        id: remote.id,
        transport: {
          name: transport.name,
          ask: (prompt, signal) => withBreaker(breaker, services, signal, () => transport.ask(prompt, signal)),
        },
      });
    });
  };
}
