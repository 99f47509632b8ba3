import { uuid } from '../../kernel/ids.ts';
import type { Resource } from '../../kernel/resource.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { handleApi, tail } from './api.ts';
import { Functions } from './functions.ts';
import { PendingEvents } from './pending-events.ts';
import { RESOURCES, toFunction, toInvokeConfig, toMapping } from './resources.ts';
import { EventSources } from './sources/event-sources.ts';
import { LambdaState } from './state.ts';

/** Lambda: the app's functions, from their unmodified bundles. */
export const lambda = {
  name: 'lambda',
  resources: RESOURCES,
  route: { signingNames: ['lambda'], matches: ({ rawPath }) => rawPath.startsWith('/2015-03-31/functions') },
  create(context) {
    const state = new LambdaState(context);
    const functions = new Functions(context);
    const pending = new PendingEvents({ functions, state });
    const sources = new EventSources({ functions, state });

    context.bus.provide('lambda', {
      async invoke({ functionName, payload, invocationType = 'request', logTail = false, principal }) {
        const definition = functions.require(functionName);
        if (principal) {
          context.policies.authorize({ principal, action: 'lambda:InvokeFunction', resource: definition.arn });
        }
        const requestId = uuid();
        const text = typeof payload === 'string' ? payload : Buffer.from(payload).toString();
        if (invocationType === 'event') {
          pending.accept({ functionName: definition.name, requestId, payload: text });
          return { payload: '', requestId };
        }
        const outcome = await functions.run({ functionName: definition.name, payload: text, requestId });
        return {
          payload: outcome.payload,
          requestId,
          ...(outcome.failed ? { functionError: 'Unhandled' as const } : {}),
          ...(logTail ? { logTail: tail(outcome.log) } : {}),
        };
      },
    });

    return {
      async apply(resources) {
        const ofType = (type: string) => resources.filter((resource: Resource) => resource.type === type);
        const made = ofType('AWS::Lambda::Function').map((resource) => toFunction(resource, context));
        functions.apply(made.map(({ definition }) => definition));
        const deadLetters = made.flatMap(({ definition, deadLetterArn }) =>
          deadLetterArn ? [[definition.name, deadLetterArn] as const] : [],
        );
        pending.configure(ofType('AWS::Lambda::EventInvokeConfig').map(toInvokeConfig), new Map(deadLetters));
        const mappings = ofType('AWS::Lambda::EventSourceMapping').map((resource) => toMapping(resource, context.log));
        await sources.apply(mappings.filter((mapping) => mapping !== undefined));
      },
      start() {
        pending.start();
        sources.start();
      },
      handle: (request) => handleApi({ functions, pending }, request),
      helpers: {
        invocations: () =>
          Promise.resolve({
            status: 200,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(functions.recent),
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
