import type { Clock } from './clock.ts';
import { currentTrace } from './current-trace.ts';
import { ServiceError } from './errors.ts';
import type { Ports } from './ports.ts';
import type { TraceRing } from './trace.ts';

/** What stands between a service's port and those who call it. */
export type PortWrappers = { readonly [Name in keyof Ports]?: (port: Ports[Name]) => Ports[Name] };

/** Notes the calls between services that belong to a trace: what a resolver asks, where an event goes. */
export function tracedPorts(ring: TraceRing, clock: Clock): PortWrappers {
  const note = (what: { service: string; operation: string; resource: string }) => {
    const trace = currentTrace();
    if (!trace) return () => undefined;
    const start = clock.now();
    const began = performance.now();
    return (error?: unknown) => {
      const status = error === undefined ? 200 : error instanceof ServiceError ? error.status : 500;
      ring.record({ traceId: trace.traceId, ...what, start, durationMs: performance.now() - began, status });
    };
  };
  const whole = <Result>(end: (error?: unknown) => void, work: () => Result): Result => {
    try {
      const result = work();
      end();
      return result;
    } catch (error) {
      end(error ?? 'failed');
      throw error;
    }
  };
  const wait = async <Result>(end: (error?: unknown) => void, work: () => Promise<Result>): Promise<Result> => {
    try {
      const result = await work();
      end();
      return result;
    } catch (error) {
      end(error ?? 'failed');
      throw error;
    }
  };
  return {
    dynamodb: (port) => ({
      readStream: (input) => port.readStream(input),
      latestSequence: (streamArn) => port.latestSequence(streamArn),
      onStream: (streamArn, wake) => port.onStream(streamArn, wake),
      execute(operation, input, principal) {
        if (!currentTrace()) return port.execute(operation, input, principal);
        const resource = typeof input.TableName === 'string' ? input.TableName : '';
        return wait(note({ service: 'dynamodb', operation, resource }), () =>
          port.execute(operation, input, principal),
        );
      },
    }),
    lambda: (port) => ({
      invoke(input) {
        const trace = currentTrace();
        if (!trace) return port.invoke(input);
        const traceId = input.traceId ?? trace.header;
        const operation = input.invocationType === 'event' ? 'InvokeAsync' : 'Invoke';
        return wait(note({ service: 'lambda', operation, resource: input.functionName }), () =>
          port.invoke({ ...input, traceId }),
        );
      },
    }),
    events: (port) => ({
      put(events) {
        if (!currentTrace()) return port.put(events);
        const resource = events[0]?.bus ?? 'default';
        return whole(note({ service: 'events', operation: 'PutEvents', resource }), () => port.put(events));
      },
    }),
    sqs: (port) => ({
      receive: (input) => port.receive(input),
      delete: (input) => {
        port.delete(input);
      },
      changeVisibility: (input) => {
        port.changeVisibility(input);
      },
      queue: (arnOrUrl) => port.queue(arnOrUrl),
      send(input) {
        if (!currentTrace()) return port.send(input);
        return whole(note({ service: 'sqs', operation: 'SendMessage', resource: input.queue }), () => port.send(input));
      },
    }),
  };
}
