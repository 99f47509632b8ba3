import type { Call } from '../../kernel/aws-json.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { FunctionDefinition } from '../../lambda/definition.ts';
import type { FunctionUrl } from './function-url.ts';
import type { Functions } from './functions.ts';
import type { InvokeConfigs } from './invoke-configs.ts';
import type { PendingEvents } from './pending-events.ts';
import type { Permissions } from './permissions.ts';
import type { EventSources } from './sources/event-sources.ts';
import type { LambdaState } from './state.ts';

/** What Lambda's operations work on. */
export type LambdaApp = {
  readonly functions: Functions;
  readonly pending: PendingEvents;
  readonly configs: InvokeConfigs;
  readonly sources: EventSources;
  readonly permissions: Permissions;
  readonly state: LambdaState;
  /** Tags that the app gives, by function. */
  readonly tags: Map<string, Readonly<Record<string, string>>>;
  /** Function URLs by function. */
  readonly urls: Map<string, FunctionUrl>;
  /** Descriptions of aliases, by function and alias. */
  readonly aliases: Map<string, string>;
};

/** @throws ServiceError AccessDeniedException unless the caller may do `action` on the resource. */
export function authorize(app: LambdaApp, { principal }: Call, action: string, resource: string): void {
  app.functions.context.policies.authorize(
    { principal, action: `lambda:${action}`, resource },
    'AccessDeniedException',
    403,
  );
}

/** The function that a request names, once the caller may do `action` on it. @throws ServiceError */
export function functionFor(
  app: LambdaApp,
  call: Call,
  action: string,
  input: { FunctionName: string; Qualifier?: string | undefined },
): FunctionDefinition {
  const definition = app.functions.require(input.FunctionName, input.Qualifier);
  authorize(app, call, action, definition.arn);
  return definition;
}

/** A page of a list, and the marker of the next. @throws ServiceError InvalidParameterValueException */
export function pageOf<Item>(
  items: readonly Item[],
  { Marker, MaxItems = 50 }: { Marker?: string | undefined; MaxItems?: number | undefined },
): { page: readonly Item[]; NextMarker?: string } {
  const start = Marker ? Number(Buffer.from(Marker, 'base64url').toString()) : 0;
  if (!Number.isInteger(start) || start < 0) {
    throw new ServiceError('InvalidParameterValueException', 'Invalid pagination token');
  }
  const end = start + Math.min(MaxItems, 50);
  const NextMarker = Buffer.from(String(end)).toString('base64url');
  return { page: items.slice(start, end), ...(end < items.length ? { NextMarker } : {}) };
}
