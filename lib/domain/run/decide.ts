import type { Blueprint } from '../blueprint/schema.ts';
import { cancel } from './cancel.ts';
import { Draft } from './draft.ts';
import { decideGate } from './gate-decision.ts';
import { endConversation, fail, postpone, succeed, waitForConversation } from './outcome.ts';
import { retry } from './retry.ts';
import { settle } from './settle.ts';
import type { Decision, RunInput, RunState } from './state.ts';
import { tick } from './tick.ts';

export { pendingCommands } from './pending-commands.ts';

/**
 * What a run becomes because of something that happened, and what is to be done about it. Pure: inputs may come late,
 * twice and in any order; what is stale or unknown changes nothing, and `state` is then the same object.
 */
export function decide(blueprint: Blueprint, state: RunState, input: RunInput): Decision {
  const draft = new Draft(blueprint, state, input.at);
  take(draft, input);
  settle(draft);
  return draft.finish();
}

function take(draft: Draft, input: RunInput): void {
  switch (input.kind) {
    case 'started':
      return;
    case 'step.succeeded':
      return succeed(draft, input);
    case 'step.failed':
      return fail(draft, input);
    case 'step.postponed':
      return postpone(draft, input);
    case 'step.waiting':
      return waitForConversation(draft, input);
    case 'conversation.completed':
      return endConversation(draft, input.agent);
    case 'approval.decided':
      return decideGate(draft, input);
    case 'cancelled':
      return cancel(draft, input.by);
    case 'retried':
      return retry(draft, input);
    case 'ticked':
      return tick(draft);
  }
}
