import type { ServiceContext } from '../../kernel/service.ts';

/** Which services a record may be sent to here. */
export const isKnownDestination = (arn: string, kinds: readonly string[]): boolean =>
  kinds.includes(arn.split(':')[2] ?? '');

export const INVOKE_DESTINATIONS = ['sqs', 'lambda', 'events'];
export const STREAM_DESTINATIONS = ['sqs'];

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
            resources: [destination, `${functionArn}:$LATEST`],
            bus: destination,
          },
        ]);
        break;
      case 'lambda':
        void context.bus
          .port('lambda')
          .invoke({ functionName: destination, payload: body, invocationType: 'event', trigger: 'destination' })
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

/** Sends an event that was given up to its dead letter queue, with what AWS tells of it. */
export function sendToDeadLetters(
  context: ServiceContext,
  input: { queue: string; payload: string; requestId: string; errorCode: number; errorMessage: string },
): void {
  const { queue, payload, requestId, errorCode, errorMessage } = input;
  try {
    context.bus.port('sqs').send({
      queue,
      body: payload,
      messageAttributes: {
        RequestID: { DataType: 'String', StringValue: requestId },
        ErrorCode: { DataType: 'Number', StringValue: String(errorCode) },
        ErrorMessage: { DataType: 'String', StringValue: errorMessage.slice(0, 1024) || 'unknown' },
      },
    });
  } catch (error) {
    context.log.error('a dead letter queue could not be reached', { queue, error });
  }
}
