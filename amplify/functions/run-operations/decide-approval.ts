import * as z from 'zod/mini';
import { eventSchemaVersion } from '#lib/domain/events/registry';
import { fail, type Outcome, succeed } from '#lib/domain/outcome/outcome';
import { checkDecision, statusOfDecision } from '#lib/domain/run/approval';
import { type ApprovalDecision, approvalDecisions } from '#lib/domain/run/statuses';
import type { ApprovalRecord } from '#lib/repositories/approval';
import { derivedId } from '#lib/runtime/ids';
import type { OperationCall } from '#lib/runtime/operation';
import type { RunOperationPorts } from './ports.ts';

const argumentsSchema = z.object({ decision: z.enum(approvalDecisions), comment: z.nullish(z.string()) });

/**
 * Writes a person's decision, the first one alone, and tells the supervisor. Where that fails the decision stands;
 * the same person repeating it tells the supervisor again.
 */
export async function decideApproval(call: OperationCall, ports: RunOperationPorts): Promise<Outcome<unknown>> {
  const { decision, comment } = argumentsSchema.parse(call.arguments);
  const id = call.approval?.id ?? '';
  for (;;) {
    const approval = await ports.approvals.get(id);
    if (!approval) throw new Error('decideApproval was called without an approval. The resolver loads it first.');
    const checked = checkDecision(approval, { decision, comment: comment ?? '' }, call.caller);
    if (!checked.ok) return checked;
    const now = ports.now().toISOString();
    const decided = {
      status: statusOfDecision[decision],
      decidedAt: now,
      decidedBy: call.caller.userId ?? 'service',
      decidedByEmail: call.caller.email,
      comment: checked.data.comment,
    };
    // Somebody else was first: look again at what they decided.
    if (!checked.data.isRepeated && !(await ports.approvals.decide(id, decided))) continue;
    return tell(call, approval, { decision, comment: checked.data.comment, decidedAt: now }, ports);
  }
}

async function tell(
  call: OperationCall,
  approval: ApprovalRecord,
  decided: { decision: ApprovalDecision; comment: string; decidedAt: string },
  ports: RunOperationPorts,
): Promise<Outcome<unknown>> {
  const { id, organization, projectId, runId, stepId, round, correlationId } = approval;
  const { decision, comment, decidedAt } = decided;
  const by = call.caller.email ?? call.caller.userId ?? 'service';
  try {
    await ports.audit({
      id: derivedId('audit', 'approval', id),
      ...{ organization, projectId, correlationId },
      action: 'approval.decided',
      actor: call.caller.userId,
      subject: id,
      detail: { runId, stepId, round, decision, comment, title: approval.title },
      occurredAt: decidedAt,
    });
    const envelope = { schemaVersion: eventSchemaVersion, organization, projectId, correlationId };
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
  } catch (error) {
    ports.logger.error('a decision was not told', error instanceof Error ? error : String(error));
    const message = 'Your decision is stored, but the run cannot be told of it now. Send it once more.';
    return fail({ type: 'Unavailable', code: 'SUPERVISOR_UNREACHABLE', message });
  }
  return succeed(await ports.approvals.get(id));
}
