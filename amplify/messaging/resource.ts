import { Duration, type Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Consumer } from '../../lib/domain/events/consumers.ts';

/** Who gets dead letters: the bus's consumers, and the reader of the projects' stream. */
export type DeadLetterOwner = Consumer | 'projectLifecycle';

export interface Messaging {
  readonly bus: EventBus;
  readonly deadLetters: Readonly<Record<DeadLetterOwner, Queue>>;
}

/**
 * The bus and the queues, alone in their stack: it depends on nothing, so everything may depend on it. The rules
 * stand with the functions that they call.
 */
export function createMessaging(stack: Stack, environmentName: string): Messaging {
  const busName = `agentic-ai-factory-agents-${environmentName}`;
  const queue = (owner: DeadLetterOwner) => createDeadLetters(stack, owner, busName);
  return {
    bus: new EventBus(stack, 'Bus', { eventBusName: busName }),
    deadLetters: {
      agentMessageHandler: queue('agentMessageHandler'),
      projectProgressUpdater: queue('projectProgressUpdater'),
      assessmentCompletionNotifier: queue('assessmentCompletionNotifier'),
      reportRenderer: queue('reportRenderer'),
      projectLifecycle: queue('projectLifecycle'),
    },
  };
}

function createDeadLetters(stack: Stack, owner: DeadLetterOwner, busName: string): Queue {
  const queue = new Queue(stack, `${owner}DeadLetters`, {
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
  // By pattern: naming the rules, which stand in the functions' stack, would close a circle.
  const rules = stack.formatArn({ service: 'events', resource: 'rule', resourceName: `${busName}/*` });
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'RulesOfTheBus',
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnLike: { 'aws:SourceArn': rules } },
    }),
  );
  return queue;
}
