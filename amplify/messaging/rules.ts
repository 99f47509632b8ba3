import { Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunctionConstruct } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { type Consumer, consumers, deliveryPolicy, type Interest } from '../../lib/domain/events/consumers.ts';
import { events } from '../../lib/domain/events/registry.ts';
import type { Messaging } from './resource.ts';

const retryAttempts = deliveryPolicy.retryAttempts;
const maxEventAge = Duration.hours(deliveryPolicy.maximumAgeHours);

/**
 * The rules of a consumer, one per interest. A rule's retries and dead letters cover the delivery to Lambda only;
 * what fails inside the function is retried, and given up, by the function's own asynchronous configuration.
 */
export function connectConsumer(consumer: Consumer, fn: LambdaFunctionConstruct, messaging: Messaging): void {
  const stack = Stack.of(fn);
  // Imported, so that the queue's stack learns nothing of this one.
  const deadLetterQueue = Queue.fromQueueArn(stack, `${consumer}DeadLetters`, messaging.deadLetters[consumer].queueArn);
  fn.configureAsyncInvoke({ retryAttempts, maxEventAge, onFailure: new SqsDestination(deadLetterQueue) });
  const interests: readonly Interest[] = consumers[consumer];
  for (const [index, interest] of interests.entries()) {
    new Rule(stack, `${consumer}Rule${index}`, {
      eventBus: messaging.bus,
      description: `${interest.event} → ${consumer}`,
      eventPattern: {
        source: [events[interest.event].source],
        detailType: [interest.event],
        ...(interest.where ? { detail: interest.where } : {}),
      },
      targets: [new LambdaFunction(fn, { deadLetterQueue, retryAttempts, maxEventAge })],
    });
  }
}
