import type { ServiceContext } from '../../kernel/service.ts';

/** Sends a record of how an event ended to a queue, a function or a bus. What it cannot send it tells in the log. */
export function sendToDestination(
  context: ServiceContext,
  input: { destination: string; record: object; succeeded: boolean; functionArn: string },
): void {
  const { destination, record, succeeded, functionArn } = input;
  const body = JSON.stringify(record);
  const service = destination.split(':')[2] ?? '';
  try {
    switch (service) {
      case 'sqs':
        context.bus.port('sqs').send({ queue: destination, body });
        break;
      case 'events':
        context.bus.port('events').put([
          {
            source: 'lambda',
            detailType: `Lambda Function Invocation Result - ${succeeded ? 'Success' : 'Failure'}`,
            detail: body,
            resources: [destination, functionArn],
            bus: destination,
          },
        ]);
        break;
      case 'lambda':
        void context.bus
          .port('lambda')
          .invoke({ functionName: destination, payload: body, invocationType: 'event' })
          .catch((error: unknown) => {
            context.log.error('a destination could not be reached', { destination, error });
          });
        break;
      default:
        context.log.error('destinations of this kind do not work offline', { destination });
    }
  } catch (error) {
    context.log.error('a destination could not be reached', { destination, error });
  }
}
