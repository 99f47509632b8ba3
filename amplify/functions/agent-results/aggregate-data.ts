import * as z from 'zod/mini';
import { invalid, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import { passagesFor } from '#lib/domain/run/passages';
import type { createRunReader } from '#lib/repositories/run';
import type { ReadRunStep, RunStepReader } from '#lib/repositories/run-step-reader';
import type { OperationCall } from '#lib/runtime/operation';

export interface ResultPorts {
  readonly runs: Pick<ReturnType<typeof createRunReader>, 'listRecent'>;
  readonly steps: Pick<RunStepReader, 'listByRun'>;
  /** An output that was too large for its record. */
  readonly readOutput: (key: string) => Promise<unknown>;
}

const argumentsSchema = z.object({ agentIds: z.array(z.string()), query: z.string() });

/** So many of a project's newest runs are looked through. */
const searchedRuns = 20;
const limits = { agents: 20, query: 2000 } as const;

/** What agents last produced for a project, with the passages that a query's words are found in. */
export async function aggregateDataFromAgents(call: OperationCall, ports: ResultPorts): Promise<Outcome<unknown>> {
  const { agentIds, query } = argumentsSchema.parse(call.arguments);
  const projectId = call.project?.id;
  if (projectId === undefined) throw new Error('aggregateDataFromAgents was called without a project.');
  if (agentIds.length === 0 || agentIds.length > limits.agents) {
    return invalid('agentIds', `agentIds must name 1 to ${limits.agents} agents.`);
  }
  if (query.length > limits.query) return invalid('query', `query must have at most ${limits.query} characters.`);
  const latest = await latestResults(projectId, new Set(agentIds), ports);
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
  return succeed({ projectId, query, answers });
}

/** By agent the newest result, run by run until all are found. */
async function latestResults(
  projectId: string,
  wanted: ReadonlySet<string>,
  ports: ResultPorts,
): Promise<Map<string, ReadRunStep>> {
  const found = new Map<string, ReadRunStep>();
  for (const runId of await ports.runs.listRecent(projectId, searchedRuns)) {
    for (const step of await ports.steps.listByRun(runId)) {
      const known = found.get(step.agentId);
      const isNewer = !known || (known.runId === runId && (known.endedAt ?? '') < (step.endedAt ?? ''));
      if (wanted.has(step.agentId) && step.status === 'SUCCEEDED' && isNewer) found.set(step.agentId, step);
    }
    if (found.size === wanted.size) break;
  }
  return found;
}
