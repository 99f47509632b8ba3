import { isRunOver } from '#lib/domain/run/statuses';
import { type CliRun, openApprovals, runCost, type StepSummary, summarizeSteps } from './runs.ts';
import type { Session } from './session.ts';

export type RunSummary = {
  runId: string;
  blueprint: string;
  projectId: string;
  status: string;
  reason?: string;
  steps: StepSummary[];
  waitingFor: { approvalId: string; stepId: string; title: string; roles: string[] }[];
  cost: Awaited<ReturnType<typeof runCost>>;
};

/** Where a run stands: its steps, the gates that wait for somebody, what it has cost. */
export async function summarizeRun(session: Session, run: CliRun): Promise<RunSummary> {
  const open = isRunOver(run.status) ? [] : await openApprovals(session, run.id);
  return {
    ...{ runId: run.id, blueprint: run.blueprintId, projectId: run.projectId, status: run.status.toLowerCase() },
    ...(run.reason ? { reason: run.reason } : {}),
    steps: await summarizeSteps(session, run),
    waitingFor: open.map(({ id, stepId, title, roles }) => ({ approvalId: id, stepId, title, roles })),
    cost: await runCost(session, run.id),
  };
}

/** The summary for a person, a line each. */
export function summaryLines({ name }: Pick<CliRun, 'name'>, summary: RunSummary): string[] {
  const { runId, projectId, status, reason, steps, waitingFor, cost } = summary;
  return [
    `${name}  ${runId}`,
    `project     ${projectId}`,
    `status      ${status}${reason ? `: ${reason}` : ''}`,
    ...steps.map(({ id, status: state, attempts }) => {
      return `step        ${id}: ${state}${attempts > 1 ? `, attempt ${attempts}` : ''}`;
    }),
    ...waitingFor.map(({ approvalId, title, roles }) => {
      return `approval    ${title} (${roles.join(' or ')}); npm run factory -- approve ${approvalId}`;
    }),
    `cost        ${cost.totalUsd.toFixed(6)} USD, ${cost.requests} requests to AWS`,
  ];
}
