import { jsonBytes } from '../blueprint/cut-text.ts';
import type { Blueprint } from '../blueprint/schema.ts';
import { fail, invalid, type Outcome, succeed } from '../outcome/outcome.ts';
import { budgetKey } from './budget.ts';
import type { RunState } from './state.ts';
import {
  type ApprovalDecision,
  type ApprovalStatus,
  approvalDecisions,
  isRunOver,
  type RunStatus,
} from './statuses.ts';

/** Longest comment of an approver, in characters. */
export const maximumComment = 4000;

/** Of a comment that asks for changes: the step's state keeps it for the agent. In bytes as JSON has them, quotes aside. */
export const feedbackMaxBytes = 1000;

/** What of `feedbackMaxBytes` a comment takes. */
export const feedbackBytes = (comment: string): number => jsonBytes(comment.trim());

type CommentProblem = 'missing' | 'too long' | 'too long for the agent';

/** Why a comment does not go with a decision; undefined where it does. */
export function commentProblem(decision: ApprovalDecision, comment: string): CommentProblem | undefined {
  if (comment.trim().length > maximumComment) return 'too long';
  if (decision !== 'request_changes') return undefined;
  if (comment.trim() === '') return 'missing';
  return feedbackBytes(comment) > feedbackMaxBytes ? 'too long for the agent' : undefined;
}

export const statusOfDecision = {
  approve: 'APPROVED',
  reject: 'REJECTED',
  request_changes: 'CHANGES_REQUESTED',
} as const satisfies Record<ApprovalDecision, ApprovalStatus>;

/** What a person decided; undefined of a gate that nobody did. */
export function decisionOfStatus(status: ApprovalStatus): ApprovalDecision | undefined {
  return approvalDecisions.find((decision) => statusOfDecision[decision] === status);
}

interface OpenGate {
  readonly status: ApprovalStatus;
  readonly roles: readonly string[];
  readonly dueAt: string | null;
  readonly decidedBy?: string | null | undefined;
  readonly decidedByEmail?: string | null | undefined;
}

/** Whether one of the gate's roles, or an administrator, decides. The organization is checked before. */
export function mayDecide(gate: Pick<OpenGate, 'roles'>, groups: readonly string[]): boolean {
  return groups.includes('admin') || gate.roles.some((role) => groups.includes(role));
}

/**
 * Checks a decision: the role, the comment, that nobody decided before. The same decision of the same person again is
 * let through, so that one whose news was lost can be repeated; `isRepeated` tells it apart.
 */
export function checkDecision(
  gate: OpenGate,
  decision: { readonly decision: ApprovalDecision; readonly comment: string },
  caller: { readonly userId: string | null; readonly groups: readonly string[] },
): Outcome<{ readonly isRepeated: boolean; readonly comment: string }> {
  if (!mayDecide(gate, caller.groups)) {
    return fail({
      type: 'Unauthorized',
      code: 'ROLE_MISSING',
      message: `This is decided by the role ${gate.roles.join(' or ')}. Ask somebody who holds it.`,
    });
  }
  const comment = decision.comment.trim();
  const problem = commentProblem(decision.decision, comment);
  if (problem) return invalid('comment', problemMessage(problem, comment));
  if (gate.status === 'PENDING') return succeed({ isRepeated: false, comment });
  if (gate.status === statusOfDecision[decision.decision] && gate.decidedBy === caller.userId) {
    return succeed({ isRepeated: true, comment });
  }
  return fail({ type: 'Conflict', code: 'APPROVAL_CLOSED', message: closedMessage(gate) });
}

function problemMessage(problem: CommentProblem, comment: string): string {
  switch (problem) {
    case 'too long':
      return `comment must have at most ${maximumComment} characters.`;
    case 'missing':
      return 'Say in comment what is to be changed: the step runs again with it.';
    case 'too long for the agent':
      return `What is to be changed may have ${feedbackMaxBytes} bytes for the agent; the comment has ${feedbackBytes(comment)}, line breaks and quotes counting more. Shorten it.`;
  }
}

/**
 * Checks what a decision may mean to the run at a time, in milliseconds: of a budget no changes are asked, a run that
 * is over hears none, nor does a gate whose deadline decides by itself.
 */
export function checkTime(
  gate: { readonly stepId: string; readonly round: number; readonly dueAt: string | null },
  decision: ApprovalDecision,
  run: DecidedRun | undefined,
  at: number,
): Outcome<null> {
  if (gate.stepId === budgetKey && decision === 'request_changes') {
    return invalid('decision', 'A budget is approved or rejected: there is nothing to be changed.');
  }
  if (!run || isRunOver(run.status)) {
    const message = run ? `The run is ${run.status.toLowerCase()} already.` : 'The run is not there any more.';
    return fail({ type: 'Conflict', code: 'RUN_OVER', message });
  }
  const newer = checkRound(gate, run);
  if (!newer.ok) return newer;
  const onLapse = run.definition.steps.find(({ id }) => id === gate.stepId)?.gate?.onLapse ?? 'remind';
  if (gate.dueAt === null || onLapse === 'remind' || at <= Date.parse(gate.dueAt)) return succeed(null);
  const outcome = onLapse === 'approve' ? 'approved' : 'rejected';
  const message = `The deadline of this approval has passed: it counts as ${outcome}. Look at the run for what became of it.`;
  return fail({ type: 'Conflict', code: 'APPROVAL_LAPSED', message });
}

/** What of a run tells whether a decision counts. */
interface DecidedRun {
  readonly status: RunStatus;
  readonly definition: Pick<Blueprint, 'steps'>;
  readonly state: Pick<RunState, 'steps' | 'budgetGate'>;
}

/** Refuses a decision on a round of a gate after which another one was opened, as when the run was tried again. */
export function checkRound(
  { stepId, round }: { readonly stepId: string; readonly round: number },
  { state }: Pick<DecidedRun, 'state'>,
): Outcome<null> {
  const step = Object.hasOwn(state.steps, stepId) ? state.steps[stepId] : undefined;
  const newest = (stepId === budgetKey ? state.budgetGate?.round : step?.round) ?? round;
  if (newest <= round) return succeed(null);
  const message = `This approval is of round ${round} of its gate; the run asks for round ${newest} by now. Decide on that one.`;
  return fail({ type: 'Conflict', code: 'APPROVAL_SUPERSEDED', message });
}

function closedMessage(gate: OpenGate): string {
  switch (gate.status) {
    case 'LAPSED':
      return 'The deadline of this approval has passed. Look at the run for what became of it.';
    case 'WITHDRAWN':
      return 'This approval is not needed any more: the run has gone on without it.';
    case 'PENDING':
    case 'APPROVED':
    case 'REJECTED':
    case 'CHANGES_REQUESTED':
      return `This was decided already${gate.decidedByEmail ? ` by ${gate.decidedByEmail}` : ''}. The first decision holds.`;
  }
}
