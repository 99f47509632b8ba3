import { AgentInputError, AgentOutputError } from '#lib/agents/agent';
import { AgentFailure } from '#lib/providers/embedded/embedded';
import { unknownReason } from '#lib/providers/embedded/run-task';
import { ProviderFailure } from '#lib/providers/provider';
import { ToolError } from '#lib/tools/tool-error';
import type { WorkerPorts } from './ports.ts';
import type { Work } from './work.ts';

const maximumReason = 300;
const maximumOfProvider = 200;
const resourceName = /\barn:aws[\w-]*:[^\s"'<>,;()]*[^\s"'<>,;().:]/g;
const accountNumber = /\b\d{4}-?\d{4}-?\d{4}\b/g;

/** Why an attempt failed, as people read it: errors that were not made to be read say nothing of themselves. */
export function reasonOf(error: unknown): string {
  if (error instanceof ProviderFailure) {
    const text = error.message.replace(resourceName, 'a resource of the account').replace(accountNumber, '…');
    return text.slice(0, maximumOfProvider);
  }
  return isToBeRead(error) ? error.message.slice(0, maximumReason) : unknownReason;
}

/** Tells the operator what people are not told. */
export function logFailure(error: unknown, { message }: Pick<Work, 'message'>, ports: Pick<WorkerPorts, 'logger'>) {
  if (isToBeRead(error) && error.cause === undefined) return;
  const hidden = isToBeRead(error) ? error.cause : error;
  const { correlationId, runId, key, attempt } = message;
  const words = hidden instanceof Error ? hidden : String(hidden);
  ports.logger.error('an attempt failed', { correlationId, runId, key, attempt, error: words });
}

function isToBeRead(error: unknown): error is Error {
  return [AgentInputError, AgentOutputError, AgentFailure, ToolError].some((kind) => error instanceof kind);
}
