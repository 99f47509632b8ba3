import type { EventDetail, FactoryEvent } from '#lib/domain/events/registry';
import { pendingCommands } from '#lib/domain/run/decide';
import type { RunCommand } from '#lib/domain/run/state';
import { parseKey } from '#lib/domain/run/step-key';
import type { RunRecord } from '#lib/repositories/run';
import { derivedId } from '#lib/runtime/ids';
import type { Advanced } from './advance-run.ts';
import { approvalOf, budgetNotification, gateNotification, overNotification } from './announcements.ts';
import { messageFor } from './assignments.ts';
import type { SupervisorPorts } from './ports.ts';
import { budgetCrossed, change, envelope, milestone } from './run-events.ts';

type Of<Kind extends RunCommand['kind']> = Extract<RunCommand, { kind: Kind }>;

/** Dead letters that are answered at the same time. */
const parallelLetters = 25;

/** Does what else follows from a decision: gates, news for people and the bus, dead letters. */
export async function carryOut({ record, state, commands }: Advanced, ports: SupervisorPorts): Promise<void> {
  const events: FactoryEvent[] = [];
  const at = ports.now().toISOString();
  await answerLetters({ record, commands }, ports);
  for (const command of commands) {
    switch (command.kind) {
      case 'execute':
      case 'redriven':
        break;
      case 'open-gate':
        events.push(...(await openGate(record, command, at, ports)));
        break;
      case 'close-gate':
        await ports.approvals.close(approvalId(record, command), command.as, at);
        break;
      case 'milestone':
        events.push(milestone(record, command));
        break;
      case 'budget-crossed':
        await ports.notify(budgetNotification(record, command, at));
        events.push(budgetCrossed(record, command));
        break;
      case 'dead-letter': {
        const { key, attempt, reason } = command;
        const feedback = state.steps[parseKey(key).stepId]?.feedback;
        const since = state.steps[key]?.since ?? 1;
        await ports.deadLetters.put({ ...messageFor(record, { key, attempt, since, feedback }), reason });
        break;
      }
      case 'announce':
        events.push({ name: command.event, detail: change(record, command, state.reason ?? null) });
        if (command.event === 'run.completed' || command.event === 'run.failed') {
          await ports.notify(overNotification(record, command.event, state, at));
        }
        break;
    }
  }
  if (events.length > 0) await ports.publish(events);
}

async function answerLetters(
  { record: { organization, id: runId }, commands }: Pick<Advanced, 'record' | 'commands'>,
  { deadLetters }: Pick<SupervisorPorts, 'deadLetters'>,
): Promise<void> {
  const letters = commands.filter((command) => command.kind === 'redriven');
  for (let start = 0; start < letters.length; start += parallelLetters) {
    const part = letters.slice(start, start + parallelLetters);
    await Promise.all(part.map(({ key, attempt }) => deadLetters.remove({ organization, runId, key, attempt })));
  }
}

async function openGate(
  record: RunRecord,
  command: Of<'open-gate'>,
  at: string,
  ports: SupervisorPorts,
): Promise<FactoryEvent[]> {
  const approval = approvalOf(record, { ...command, id: approvalId(record, command) }, at);
  if (!command.isReminder) {
    await ports.approvals.open(approval);
    if (await isOvertaken(record.id, command, approval.id, ports)) return [];
  }
  await ports.notify(gateNotification(record, approval, { isReminder: command.isReminder ?? false, at }));
  const { stepId, round, roles } = approval;
  const detail: EventDetail<'approval.requested'> = {
    ...envelope(record, `approval.${stepId}.${round}`),
    ...{ approvalId: approval.id, stepId, round, roles: [...roles], dueAt: approval.dueAt },
  };
  return command.isReminder ? [] : [{ name: 'approval.requested', detail }];
}

/**
 * Closes a gate again that was closed before its record was there: whoever did so had nothing to close. Whoever does
 * so from now on finds the record.
 */
async function isOvertaken(
  runId: string,
  { key, round }: Of<'open-gate'>,
  id: string,
  ports: SupervisorPorts,
): Promise<boolean> {
  const run = await ports.runs.get(runId);
  const pending = run ? pendingCommands(run.definition, run.state) : [];
  for (const command of pending) {
    if (command.kind !== 'close-gate' || command.key !== key || command.round !== round) continue;
    await ports.approvals.close(id, command.as, ports.now().toISOString());
    return true;
  }
  return false;
}

function approvalId(record: RunRecord, { key, round }: { key: string; round: number }): string {
  return derivedId('approval', record.id, key, String(round));
}
