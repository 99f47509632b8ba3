import type { FactoryEvent } from '#lib/domain/events/registry';
import type { WorkerMessage } from '#lib/domain/run/worker-message';
import type { ApprovalRecord } from '#lib/repositories/approval';
import type { AuditEventRecord } from '#lib/repositories/audit-event';
import type { StoredBlueprint } from '#lib/repositories/blueprint';
import type { ProjectRecord } from '#lib/repositories/project';
import type { RunRecord } from '#lib/repositories/run';
import type { OperationCall } from '#lib/runtime/operation';
import type { RunOperationPorts } from './ports.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The stores around a project of the organization `demo`, in memory, and the bus. */
export function createMemoryOperations() {
  const project: ProjectRecord = {
    ...{ id: 'p1', organization: 'demo', name: 'Claims', status: 'CREATED', progressVersion: 0 },
    progress: { assessment: 0, design: 0, planning: 0, implementation: 0 },
  };
  const projects = new Map([[project.id, project]]);
  const runs = new Map<string, RunRecord>();
  const approvals = new Map<string, ApprovalRecord>();
  const blueprints = new Map<string, StoredBlueprint>();
  const events: FactoryEvent[] = [];
  const assigned: WorkerMessage[] = [];
  const audited: AuditEventRecord[] = [];
  const askedAgents: string[] = [];
  const bus = { isDown: false };
  const clock = { now: Date.parse('2026-11-21T09:00:00.000Z') };
  let ids = 0;

  const ports: RunOperationPorts = {
    runs: {
      create: (record) => {
        const isNew = !runs.has(record.id);
        if (isNew) runs.set(record.id, { ...record });
        return Promise.resolve(isNew);
      },
      get: (id) => Promise.resolve(runs.get(id)),
    },
    steps: { listByRun: () => Promise.resolve([]) },
    approvals: {
      get: (id) => Promise.resolve(approvals.get(id)),
      decide: (id, decision) => {
        const approval = approvals.get(id);
        if (approval?.status !== 'PENDING') return Promise.resolve(false);
        approvals.set(id, { ...approval, ...decision });
        return Promise.resolve(true);
      },
    },
    blueprints: { latest: (_, blueprintId) => Promise.resolve(blueprints.get(blueprintId)) },
    projects: { get: (id) => Promise.resolve(projects.get(id)) },
    agents: {
      get: (agentId) => {
        askedAgents.push(agentId);
        const isProbe = agentId === 'probe';
        return Promise.resolve(isProbe ? { agentId, name: 'Probe', provider: 'factory', state: 'active' } : undefined);
      },
    },
    workLimits: { probe: { attempts: 2, timeoutSeconds: 60 }, 'probe/echo': { attempts: 5, timeoutSeconds: 90 } },
    publish: (published) => {
      if (bus.isDown) return Promise.reject(new Error('the bus is down'));
      events.push(...published);
      return Promise.resolve();
    },
    assign: (message) => {
      if (bus.isDown) return Promise.reject(new Error('the queue is down'));
      assigned.push(message);
      return Promise.resolve();
    },
    audit: (event) => {
      if (!audited.some(({ id }) => id === event.id)) audited.push(event);
      return Promise.resolve();
    },
    now: () => new Date(clock.now),
    newId: () => `id-${++ids}`,
    logger: silent,
  };
  return { ports, project, projects, runs, approvals, blueprints, events, assigned, audited, askedAgents, bus, clock };
}

const place = { organization: 'demo', projectId: 'p1' };

/** An operation as `ada`, a project manager, calls it on the project or on what `about` names. */
export function callOf(
  args: Record<string, unknown>,
  about: { runId?: string; approvalId?: string; person?: string; groups?: string[] } = {},
): OperationCall {
  const { runId, approvalId, person = 'ada', groups = ['project_manager'] } = about;
  return {
    ...{ operation: 'tested', arguments: args, requestId: 'r', correlationId: 'c', organization: 'demo' },
    project: runId || approvalId ? null : { id: 'p1', organization: 'demo', name: 'Claims' },
    run: runId ? { id: runId, ...place } : null,
    approval: approvalId ? { id: approvalId, ...place } : null,
    caller: { userId: person, email: `${person}@demo.test`, groups, capabilities: [] },
  };
}
