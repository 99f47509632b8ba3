import type { RunState } from '#lib/domain/run/state';
import type { StepStatus } from '#lib/domain/run/statuses';

const at = '2026-11-21T08:00:00.000Z';

/** A blueprint of one step that asks the probe for nothing. */
export const probeBlueprint = {
  schemaVersion: 1,
  id: 'one-probe',
  name: 'One probe',
  purpose: '',
  version: 1,
  inputs: {},
  steps: [{ id: 'probe', title: 'Probe', agent: 'probe', after: [], inputs: {} }],
  maxParallel: 5,
} as const;

const runStatusOf: Partial<Record<StepStatus, RunState['status']>> = { FAILED: 'FAILED', SUCCEEDED: 'COMPLETED' };

/** A run of that blueprint whose step has come so far. */
export function runRecord(organization: string, id: string, projectId: string, step: StepStatus) {
  const status = runStatusOf[step] ?? 'RUNNING';
  const state: RunState = {
    schemaVersion: 1,
    status,
    steps: { probe: { status: step, attempt: 1 } },
    facts: {},
    spentUsd: 0,
    notified: 0,
    startedAt: Date.parse(at),
  };
  return {
    ...{ id, organization, projectId, status, version: 0, createdAt: at, updatedAt: at, startedAt: at },
    ...{ blueprintId: probeBlueprint.id, blueprintVersion: 1, name: probeBlueprint.name, correlationId: id },
    state: JSON.stringify(state),
    definition: probeBlueprint,
    input: {},
    spentUsd: 0,
  };
}

/** A gate that every role of the organization may decide. */
export function approvalRecord(organization: string, id: string, title: string) {
  const roles = ['project_manager', 'architect', 'developer'];
  return {
    ...{ id, organization, projectId: id, runId: id, stepId: 'probe', round: 1, title, roles, shows: [] },
    ...{ status: 'PENDING', requestedAt: at, correlationId: id, createdAt: at, updatedAt: at },
  };
}

/** One record of each model of runs, all of one project; `id` names all of them. */
export function runRecords(organization: string, id: string, secret: string): Record<string, Record<string, unknown>> {
  const common = { organization, createdAt: at, updatedAt: at };
  const ofRun = { ...common, projectId: id, runId: id };
  return {
    Blueprint: {
      ...common,
      ...{ blueprintId: 'one-probe', version: 1, 'blueprintId#version': 'one-probe#1', name: secret },
      definition: probeBlueprint,
    },
    Run: { ...runRecord(organization, id, id, 'SUCCEEDED'), name: secret, wakeShard: 'due', wakeAt: 4e12 },
    RunStep: {
      ...ofRun,
      ...{ id: `${id}#probe`, key: 'probe', agentId: 'probe', status: 'SUCCEEDED', attempt: 1, startedAt: at },
      output: { value: secret },
    },
    Approval: approvalRecord(organization, id, secret),
    Notification: {
      ...ofRun,
      ...{ id, kind: 'APPROVAL', title: secret, roles: ['developer'], path: '/', notifiedAt: at },
    },
    UsageRecord: {
      ...ofRun,
      ...{ id, blueprintId: 'one-probe', pricesOf: '2026-11-01', usd: 1, lines: [{ item: secret }], recordedAt: at },
    },
  };
}
