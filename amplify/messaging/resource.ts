import { Duration, type Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import {
  type Consumer,
  deliveryPolicy,
  type Interest,
  type QueueConsumer,
  queueConsumers,
} from '../../lib/domain/events/consumers.ts';
import { events } from '../../lib/domain/events/registry.ts';

/** Who gets dead letters: the bus's consumers, and the reader of the projects' stream. */
export type DeadLetterOwner =
  | Consumer
  | QueueConsumer
  | 'projectLifecycle'
  | 'documentCleaner'
  | 'projectCleaner'
  | 'worker'
  | 'runSweeper';

export interface Messaging {
  readonly bus: EventBus;
  /** What the supervisor hears and what the workers do; a lost worker's message is back after the visibility timeout. */
  readonly supervisorQueue: Queue;
  readonly workerQueue: Queue;
  readonly deadLetters: Readonly<Record<DeadLetterOwner, Queue>>;
}

/**
 * The bus and the queues, alone in their stack: it depends on nothing, so everything may depend on it. The rules
 * stand with the functions that they call.
 */
export function createMessaging(stack: Stack, environmentName: string): Messaging {
  const busName = `agentic-ai-factory-agents-${environmentName}`;
  const queue = (owner: DeadLetterOwner) => createDeadLetters(stack, owner, busName);
  const deadLetters = {
    agentMessageHandler: queue('agentMessageHandler'),
    projectProgressUpdater: queue('projectProgressUpdater'),
    assessmentCompletionNotifier: queue('assessmentCompletionNotifier'),
    designProgressNotifier: queue('designProgressNotifier'),
    usageRecorder: queue('usageRecorder'),
    knowledgeIndexer: queue('knowledgeIndexer'),
    reportRenderer: queue('reportRenderer'),
    documentProcessor: queue('documentProcessor'),
    projectLifecycle: queue('projectLifecycle'),
    documentCleaner: queue('documentCleaner'),
    projectCleaner: queue('projectCleaner'),
    supervisor: queue('supervisor'),
    worker: queue('worker'),
    runSweeper: queue('runSweeper'),
  };
  const bus = new EventBus(stack, 'Bus', { eventBusName: busName });
  return {
    bus,
    supervisorQueue: createQueue(stack, 'supervisor', { deadLetters: deadLetters.supervisor, timeout: 60, bus }),
    workerQueue: createQueue(stack, 'worker', { deadLetters: deadLetters.worker, timeout: workerTimeoutSeconds, bus }),
    deadLetters,
  };
}

/** Of the worker function; its queue's visibility timeout is six times as long, as Lambda asks for. */
export const workerTimeoutSeconds = 300;

/** What reaches a queue by the bus; workers are told by the supervisor alone. */
const queueInterests: Readonly<Record<'supervisor' | 'worker', readonly Interest[]>> = {
  ...queueConsumers,
  worker: [],
};

/**
 * Receptions after which a message that fails every time is a dead letter: it never held up its neighbours. The pauses
 * between them double, so that the supervisor outlasts an outage of some minutes; what it loses stands still.
 */
const maxReceiveCount = { supervisor: 10, worker: 5 } as const;

function createQueue(
  stack: Stack,
  owner: 'supervisor' | 'worker',
  options: { deadLetters: Queue; timeout: number; bus: EventBus },
): Queue {
  const queue = new Queue(stack, `${owner}Queue`, {
    visibilityTimeout: Duration.seconds(6 * options.timeout),
    retentionPeriod: Duration.days(7),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    deadLetterQueue: { queue: options.deadLetters, maxReceiveCount: maxReceiveCount[owner] },
  });
  for (const [index, interest] of queueInterests[owner].entries()) {
    new Rule(stack, `${owner}Rule${index}`, {
      eventBus: options.bus,
      description: `${interest.event} → ${owner}`,
      eventPattern: { source: [events[interest.event].source], detailType: [interest.event] },
      targets: [
        new SqsQueue(queue, {
          deadLetterQueue: options.deadLetters,
          retryAttempts: deliveryPolicy.retryAttempts,
          maxEventAge: Duration.hours(deliveryPolicy.maximumAgeHours),
        }),
      ],
    });
  }
  return queue;
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
