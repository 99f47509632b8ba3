import * as z from 'zod/mini';
import { eventSchemaVersion } from '#lib/domain/events/registry';
import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import {
  checkDecision,
  checkRound,
  checkTime,
  decisionOfStatus,
  mayDecide,
  statusOfDecision,
} from '#lib/domain/run/approval';
import { type ApprovalDecision, approvalDecisions } from '#lib/domain/run/statuses';
import type { ApprovalRecord } from '#lib/repositories/approval';
import { derivedId } from '#lib/runtime/ids';
import type { OperationCall } from '#lib/runtime/operation';
import type { RunOperationPorts } from './ports.ts';
import { readArguments } from './read-arguments.ts';

const argumentsSchema = z.object({
  decision: z.enum(approvalDecisions, `must be one of ${approvalDecisions.join(', ')}`),
  comment: z.nullish(z.string('must be text')),
});

/** Who decided where no person did. */
const service = 'service';

/**
 * Writes a person's decision, the first one alone, and tells the supervisor. Where that fails the decision stands;
 * whoever may decide and tries to has the supervisor told again of the one that stands.
 */
export async function decideApproval(call: OperationCall, ports: RunOperationPorts): Promise<Outcome<unknown>> {
  const read = readArguments(argumentsSchema, call.arguments);
  if (!read.ok) return read;
  const wished = { decision: read.data.decision, comment: read.data.comment ?? '' };
  const id = call.approval?.id ?? '';
  for (;;) {
    const approval = await ports.approvals.get(id);
    if (!approval) throw new Error('decideApproval was called without an approval. The resolver loads it first.');
    const checked = checkDecision(approval, wished, call.caller);
    if (approval.status !== 'PENDING') {
      if (!mayDecide(approval, call.caller.groups)) return checked;
      if (approval.status === 'WITHDRAWN') return (await supersededBy(approval, ports)) ?? checked;
      const told = await tell(approval, ports);
      if (!told.ok) return told;
      return checked.ok ? succeed(approval) : checked;
    }
    if (!checked.ok) return checked;
    const run = await ports.runs.get(approval.runId);
    const inTime = checkTime(approval, wished.decision, run, ports.now().getTime());
    if (!inTime.ok) return inTime;
    const decided = {
      status: statusOfDecision[wished.decision],
      decidedAt: ports.now().toISOString(),
      decidedBy: call.caller.userId ?? service,
      decidedByEmail: call.caller.email,
      comment: checked.data.comment,
    };
    // Somebody else was first: look again at what they decided.
    if (!(await ports.approvals.decide(id, decided))) continue;
    const told = await tell({ ...approval, ...decided }, ports);
    return told.ok ? succeed(await ports.approvals.get(id)) : told;
  }
}

/** Of an approval that was withdrawn: the refusal that names the round which is asked for in its stead. */
async function supersededBy(approval: ApprovalRecord, ports: RunOperationPorts): Promise<Outcome<null> | undefined> {
  const run = await ports.runs.get(approval.runId);
  const newest = run && checkRound(approval, run);
  return newest?.ok ? undefined : newest;
}

/** Tells the supervisor and the audit log of the decision as it is stored; of a gate that nobody decided nothing. */
async function tell(approval: ApprovalRecord, ports: RunOperationPorts): Promise<Outcome<null>> {
  const decision = decisionOfStatus(approval.status);
  if (decision === undefined) return succeed(null);
  try {
    await tellOf(approval, decision, ports);
    return succeed(null);
  } catch (error) {
    ports.logger.error('a decision was not told', error instanceof Error ? error : String(error));
    const message = 'The decision is stored, but the run cannot be told of it now. Send it once more.';
    return fail({ type: 'Unavailable', code: 'SUPERVISOR_UNREACHABLE', message });
  }
}

async function tellOf(approval: ApprovalRecord, decision: ApprovalDecision, ports: RunOperationPorts): Promise<void> {
  const { id, organization, projectId, runId, stepId, round, correlationId } = approval;
  const { decidedBy = null, decidedByEmail } = approval;
  const comment = approval.comment ?? '';
  await ports.audit({
    id: derivedId('audit', 'approval', id),
    ...{ organization, projectId, correlationId },
    action: 'approval.decided',
    actor: decidedBy === service ? null : decidedBy,
    subject: id,
    detail: { runId, stepId, round, decision, comment, title: approval.title },
    occurredAt: approval.decidedAt ?? ports.now().toISOString(),
  });
  const envelope = { schemaVersion: eventSchemaVersion, organization, projectId, correlationId };
  const by = decidedByEmail ?? decidedBy ?? service;
  await ports.publish([
    {
      name: 'approval.decided',
      detail: {
        ...envelope,
        idempotencyKey: `${id}:decided`,
        orchestrationId: runId,
        ...{ approvalId: id, stepId, round, decision, by, comment },
      },
    },
  ]);
}
