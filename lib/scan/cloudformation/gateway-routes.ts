import type { Draft } from './draft.ts';
import { integrationTarget } from './gateway-methods.ts';
import { mentionsOf } from './references.ts';
import type { Resource } from './template.ts';

/** A route of an HTTP or WebSocket API, and what its integration leads to. */
export function readRoute(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const { properties, line } = resource;
  const key = evaluator.text(evaluator.at(properties, 'RouteKey'));
  if (key === undefined || key === '') return;
  const integration = draft.resource(evaluator.at(properties, 'Target'));
  const target =
    integration?.type === 'AWS::ApiGatewayV2::Integration'
      ? integrationTarget(evaluator.settle(integration.properties), draft)
      : integration?.id;
  draft.apis.push({ ...routeKeyOf(key), target: target ?? null, source: draft.source(line), confidence: 1 });
  for (const mention of mentionsOf(evaluator.at(properties, 'ApiId'))) {
    const api = draft.resourceOf(mention);
    if (api !== undefined && target !== undefined) draft.relate({ from: api.id, to: target, kind: 'routes', line });
  }
}

/** A function's own URL answers every method at its root. */
export function readFunctionUrl(resource: Resource, draft: Draft): void {
  const { properties, line, id } = resource;
  const target = draft.resource(draft.evaluator.at(properties, 'TargetFunctionArn'));
  draft.apis.push({ method: 'ANY', path: '/', target: target?.id ?? null, source: draft.source(line), confidence: 1 });
  if (target !== undefined) draft.relate({ from: id, to: target.id, kind: 'routes', line });
}

/** `GET /orders/{id}`, `$default`, or a WebSocket's `sendmessage`. */
function routeKeyOf(key: string): { method: string; path: string } {
  const spaced = /^([A-Za-z]+)\s+(\/.*)$/.exec(key);
  if (spaced !== null) return { method: (spaced[1] ?? 'ANY').toUpperCase(), path: (spaced[2] ?? '/').slice(0, 1024) };
  return { method: key === '$default' ? 'ANY' : 'WEBSOCKET', path: key.slice(0, 1024) };
}
