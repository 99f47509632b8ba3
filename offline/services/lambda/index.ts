import { uuid } from '../../kernel/ids.ts';
import type { InvokeInput, LambdaPort } from '../../kernel/ports.ts';
import { readEach } from '../../kernel/read-each.ts';
import type { Resource } from '../../kernel/resource.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { handleApi, isLambdaPath } from './api.ts';
import type { LambdaApp } from './app.ts';
import { toFunction, toLayer } from './definitions.ts';
import { missingSecrets } from './function-environment.ts';
import { Functions } from './functions.ts';
import { tail } from './invoke.ts';
import { InvokeConfigs } from './invoke-configs.ts';
import { mappingOf } from './mapping.ts';
import { parseName } from './names.ts';
import { PendingEvents } from './pending-events.ts';
import { Permissions } from './permissions.ts';
import { RESOURCES } from './resources.ts';
import { EventSources } from './sources/event-sources.ts';
import { LambdaState } from './state.ts';
import { handleUrl, isUrlPath, toUrl } from './urls.ts';

/** Lambda: the app's functions, from their unmodified bundles. */
export const lambda = {
  name: 'lambda',
  resources: RESOURCES,
  route: { matches: ({ rawPath }) => isLambdaPath(rawPath) || isUrlPath(rawPath) },
  create(context) {
    const state = new LambdaState(context);
    const functions = new Functions(context, state);
    const configs = new InvokeConfigs(state, () => context.clock.now());
    const pending = new PendingEvents({ functions, state, configs });
    const sources = new EventSources({ functions, state });
    const permissions = new Permissions(state);
    const app: LambdaApp = {
      ...{ functions, pending, configs, sources, permissions, state },
      ...{ tags: new Map(), urls: new Map(), aliases: new Map() },
    };
    context.bus.provide('lambda', portOf(app));

    return {
      async apply(resources) {
        const ofType = (type: keyof typeof RESOURCES) => resources.filter((resource) => resource.type === type);
        const layers = readEach(ofType('AWS::Lambda::LayerVersion'), (resource) => toLayer(resource, context));
        const folders = new Map(layers.filter((layer) => layer !== undefined));
        const made = readEach(ofType('AWS::Lambda::Function'), (resource) => toFunction(resource, context, folders));
        const named = [...ofType('AWS::Lambda::Version'), ...ofType('AWS::Lambda::Alias')];
        functions.apply(
          made.map(({ definition }) => definition),
          qualifiersOf(named),
        );
        refill(
          app.tags,
          made.map(({ definition, tags }) => [definition.name, tags]),
        );
        refill(app.urls, ofType('AWS::Lambda::Url').map(toUrl));
        refill(
          app.aliases,
          ofType('AWS::Lambda::Alias').map(({ ref, properties }) => {
            const { name, qualifier } = parseName(ref);
            return [`${name}:${qualifier}`, typeof properties.Description === 'string' ? properties.Description : ''];
          }),
        );
        const deadLetters = made.flatMap(({ definition, deadLetterArn }) =>
          deadLetterArn ? [[definition.name, deadLetterArn] as const] : [],
        );
        configs.apply(ofType('AWS::Lambda::EventInvokeConfig'), new Map(deadLetters));
        permissions.apply(ofType('AWS::Lambda::Permission'), (name) => functions.find(name)?.arn);
        await sources.apply(readEach(ofType('AWS::Lambda::EventSourceMapping'), mappingOf));
      },
      warnings: () => missingSecrets(functions.list(), context),
      start() {
        pending.start();
        sources.start();
      },
      handle: (request) => (isUrlPath(request.rawPath) ? handleUrl(app, request) : handleApi(app, request)),
      helpers: {
        invocations: () =>
          Promise.resolve({
            status: 200,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(functions.recent.list()),
          }),
      },
      async stop() {
        pending.stop();
        await sources.stop();
        await functions.stop();
      },
    };
  },
} satisfies OfflineService;

/** How the backend's other services call functions. */
const portOf = ({ functions, pending }: LambdaApp): LambdaPort => ({
  async invoke(input) {
    const { functionName, payload, invocationType = 'request', logTail = false, principal, traceId } = input;
    const definition = functions.require(functionName);
    if (principal) {
      functions.context.policies.authorize({ principal, action: 'lambda:InvokeFunction', resource: definition.arn });
    }
    const requestId = uuid();
    const { qualifier } = parseName(functionName);
    const name = qualifier && qualifier !== '$LATEST' ? `${definition.name}:${qualifier}` : definition.name;
    const text = typeof payload === 'string' ? payload : Buffer.from(payload).toString();
    if (invocationType === 'event') {
      pending.accept({ functionName: name, requestId, payload: text, trace: traceId ?? '', trigger: triggerOf(input) });
      return { payload: '', requestId };
    }
    const outcome = await functions.run({
      ...{ functionName: name, payload: text, requestId, trigger: triggerOf(input) },
      ...(traceId === undefined ? {} : { traceId }),
    });
    return {
      payload: outcome.payload,
      requestId,
      ...(outcome.failed ? { functionError: 'Unhandled' as const } : {}),
      ...(logTail ? { logTail: tail(outcome.log) } : {}),
    };
  },
});

function triggerOf({ trigger, principal }: InvokeInput): string {
  if (trigger !== undefined) return trigger;
  if (principal?.kind === 'service')
    return principal.service.split('.')[0]?.replace('cognito-idp', 'cognito') ?? principal.service;
  return principal?.kind === 'role' ? 'appsync' : 'service';
}

/** Versions and aliases by function, each with the version that it stands for. */
function qualifiersOf(resources: readonly Resource[]): Map<string, Map<string, string>> {
  const all = new Map<string, Map<string, string>>();
  for (const { ref, type } of resources) {
    const { name, qualifier = '' } = parseName(ref);
    const known = all.get(name) ?? new Map<string, string>();
    all.set(name, known.set(qualifier, type === 'AWS::Lambda::Version' ? qualifier : '1'));
  }
  return all;
}

function refill<Value>(map: Map<string, Value>, entries: readonly (readonly [string, Value])[]): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}
