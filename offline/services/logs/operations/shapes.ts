import { z } from 'zod';
import type { Call } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { invalid } from '../errors.ts';
import type { Filters } from '../filters.ts';
import type { Ingest } from '../ingest.ts';
import type { LogGroup, LogsState } from '../state.ts';

/** What operations work on. */
export type Logs = { readonly state: LogsState; readonly filters: Filters; readonly ingest: Ingest };

/** Names a log group either way that operations take. */
export const groupReference = z.looseObject({
  logGroupName: z.string().optional(),
  logGroupIdentifier: z.string().optional(),
});

export const tags = z.record(z.string(), z.string());

/** @throws ServiceError when none or both names are given, or no such group is there. */
export function groupOf(
  { state }: Logs,
  { logGroupName, logGroupIdentifier }: z.infer<typeof groupReference>,
): LogGroup {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) {
    throw new ServiceError('ValidationException', 'LogGroup name and LogGroup ARN are mutually exclusive parameters.');
  }
  const name = logGroupName ?? logGroupIdentifier;
  if (name === undefined) throw invalid('At least one of logGroupName or logGroupIdentifier must be specified.');
  checkName(name);
  return state.group(name);
}

/** @throws ServiceError InvalidParameterException */
export function checkName(name: string): void {
  if (name.length > 512) {
    throw invalid('Invalid LogGroup or LogStream, both must have length less than or equal to 512.');
  }
}

/**
 * @param stream absent: an operation on the group, which a policy may name with or without what follows its name.
 * @throws ServiceError AccessDeniedException when the caller's role does not grant the action.
 */
export function allow({ state }: Logs, { principal }: Call, action: string, group: string, stream?: string): void {
  const arn = state.arn(group);
  const request = { principal, action: `logs:${action}` };
  const { policies } = state.context;
  if (stream === undefined && policies.isAllowed({ ...request, resource: arn })) return;
  policies.authorize({ ...request, resource: `${arn}:log-stream:${stream ?? ''}` });
}

/** A page of a list that is in order of `nameOf`, and the token of the next. */
export function pageOf<Item>(
  items: readonly Item[],
  { limit, nextToken }: { limit: number; nextToken?: string | undefined },
  nameOf: (item: Item) => string,
): { page: Item[]; nextToken?: string } {
  const after = nextToken === undefined ? '' : Buffer.from(nextToken, 'base64').toString();
  const rest = items.filter((item) => nameOf(item) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    page,
    ...(rest.length > page.length && last !== undefined && { nextToken: Buffer.from(nameOf(last)).toString('base64') }),
  };
}
