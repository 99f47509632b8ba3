import * as z from 'zod/mini';
import { invalid, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import { passagesFor } from '#lib/domain/run/passages';
import type { AgentResultReader, AgentResultRecord } from '#lib/repositories/agent-result';
import type { OperationCall } from '#lib/runtime/operation';

export interface ResultPorts {
  readonly results: AgentResultReader;
  /** An output that was too large for its record. */
  readonly readOutput: (key: string) => Promise<unknown>;
}

const argumentsSchema = z.object({ agentIds: z.array(z.string()), query: z.string() });
type Project = NonNullable<OperationCall['project']>;

/** So many of a project's newest runs are looked through. */
const searchedRuns = 20;
const limits = { agents: 20, query: 2000 } as const;

/** What agents last produced for a project, with the passages that a query's words are found in. */
export async function aggregateDataFromAgents(call: OperationCall, ports: ResultPorts): Promise<Outcome<unknown>> {
  const { agentIds, query } = argumentsSchema.parse(call.arguments);
  const { project } = call;
  if (!project) throw new Error('aggregateDataFromAgents was called without a project.');
  if (agentIds.length === 0 || agentIds.length > limits.agents) {
    return invalid('agentIds', `agentIds must name 1 to ${limits.agents} agents.`);
  }
  if (query.length > limits.query) return invalid('query', `query must have at most ${limits.query} characters.`);
  const latest = await latestResults(project, new Set(agentIds), ports);
  const answers = await Promise.all(
    [...new Set(agentIds)].map(async (agentId) => {
      const step = latest.get(agentId);
      if (!step) return { agentId, found: false, passages: [] };
      const output = step.outputKey ? await ports.readOutput(step.outputKey) : step.output;
      return {
        ...{ agentId, found: true, runId: step.runId, stepId: step.key, completedAt: step.endedAt ?? null },
        passages: passagesFor(query, output),
        // A result that lies in the bucket is too large to be handed through.
        output: step.outputKey ? null : (output ?? null),
      };
    }),
  );
  return succeed({ projectId: project.id, query, answers });
}

/** By agent the newest result, run by run until all are found. */
async function latestResults(
  { id: projectId, organization }: Project,
  wanted: ReadonlySet<string>,
  { results }: ResultPorts,
): Promise<Map<string, AgentResultRecord>> {
  const found = new Map<string, AgentResultRecord>();
  for (const runId of await results.listRuns({ organization, projectId }, searchedRuns)) {
    const missing = [...wanted].filter((agentId) => !found.has(agentId));
    if (missing.length === 0) break;
    for (const result of await results.listResults(organization, runId, missing)) {
      const known = found.get(result.agentId);
      if (!known || (known.endedAt ?? '') < (result.endedAt ?? '')) found.set(result.agentId, result);
    }
  }
  return found;
}
