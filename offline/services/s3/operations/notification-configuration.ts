import { randomLetters } from '../../../kernel/ids.ts';
import { invalidArgument, malformedXml, notEmulated } from '../errors.ts';
import { testNotice } from '../notices.ts';
import type { S3Request } from '../request.ts';
import type { Notification } from '../settings.ts';
import type { XmlNode } from '../xml.ts';
import { bucketSetting } from './bucket-settings.ts';

const EVENT =
  /^s3:(ObjectCreated:(\*|Put|Post|Copy|CompleteMultipartUpload)|ObjectRemoved:(\*|Delete|DeleteMarkerCreated)|ObjectTagging:(\*|Put|Delete)|LifecycleExpiration:(\*|Delete|DeleteMarkerCreated)|ObjectRestore:(\*|Post|Completed|Delete)|Replication:(\*|Operation\w+)|LifecycleTransition|IntelligentTiering|ObjectAcl:Put|ReducedRedundancyLostObject|TestEvent)$/;

const kinds = [
  { element: 'CloudFunctionConfiguration', target: 'CloudFunction', service: 'lambda' },
  { element: 'QueueConfiguration', target: 'Queue', service: 'sqs' },
] as const;

function toNotification(node: XmlNode, target: string, service: string): Notification {
  const [arn, events] = [node.text(target)?.trim(), node.texts('Event')];
  if (arn === undefined || events.length === 0) throw malformedXml();
  const unknown = events.find((event) => !EVENT.test(event));
  if (unknown !== undefined) {
    throw invalidArgument('The event is not supported for notifications', 'Event', unknown);
  }
  if (!new RegExp(`^arn:aws[\\w-]*:${service}:`).test(arn)) {
    throw invalidArgument('The ARN could not be parsed', target, arn);
  }
  const rules = node.node('Filter')?.node('S3Key')?.nodes('FilterRule') ?? [];
  const found: { prefix?: string; suffix?: string } = {};
  for (const rule of rules) {
    const name = rule.text('Name')?.toLowerCase();
    if (name !== 'prefix' && name !== 'suffix') {
      throw invalidArgument('filter rule name must be either prefix or suffix', 'FilterRule.Name', name ?? '');
    }
    if (found[name] !== undefined) {
      throw invalidArgument(`Cannot specify more than one ${name} rule in a filter.`, 'FilterRule.Name', name);
    }
    found[name] = rule.text('Value') ?? '';
  }
  return {
    id: node.text('Id') ?? randomLetters(32),
    arn,
    events,
    prefix: found.prefix ?? '',
    suffix: found.suffix ?? '',
  };
}

/** Two configurations must never speak of the same event of the same key. */
function refuseOverlap(notifications: readonly Notification[]): void {
  const overlaps = (left: string, right: string) => left.startsWith(right) || right.startsWith(left);
  const ends = (left: string, right: string) => left.endsWith(right) || right.endsWith(left);
  const kind = (event: string) => event.split(':').slice(0, 2).join(':');
  for (const [index, one] of notifications.entries()) {
    for (const other of notifications.slice(index + 1)) {
      const sameEvent = one.events.some((event) =>
        other.events.some(
          (another) =>
            event === another || (kind(event) === kind(another) && (event.endsWith('*') || another.endsWith('*'))),
        ),
      );
      if (sameEvent && overlaps(one.prefix, other.prefix) && ends(one.suffix, other.suffix)) {
        throw invalidArgument(
          'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
        );
      }
    }
  }
}

function checkDestinations({ state }: S3Request, notifications: readonly Notification[]): void {
  const sqs = state.context.bus.find('sqs');
  for (const { arn } of notifications) {
    if (arn.split(':')[2] !== 'sqs') continue;
    const queue = sqs?.queue(arn);
    if (queue && !queue.fifo) continue;
    throw invalidArgument(
      'Unable to validate the following destination configurations',
      arn,
      'The destination queue does not exist, or is FIFO',
    );
  }
}

export const notification = bucketSetting({
  root: 'NotificationConfiguration',
  action: 'GetBucketNotification',
  read({ settings }) {
    const of = (service: string) => settings.notifications.filter(({ arn }) => arn.split(':')[2] === service);
    const entries = (service: string, target: string) =>
      of(service).map(({ id, arn, events, prefix, suffix }) => {
        const FilterRule = [
          { Name: 'prefix', Value: prefix },
          { Name: 'suffix', Value: suffix },
        ].filter(({ Value }) => Value !== '');
        return {
          ...{ Id: id, [target]: arn, Event: events },
          ...(FilterRule.length > 0 && { Filter: { S3Key: { FilterRule } } }),
        };
      });
    return {
      CloudFunctionConfiguration: entries('lambda', 'CloudFunction'),
      QueueConfiguration: entries('sqs', 'Queue'),
      ...(settings.eventBridge && { EventBridgeConfiguration: {} }),
    };
  },
  write(document, bucket, input) {
    if (document.has('TopicConfiguration')) throw notEmulated('notifications to SNS topics');
    const notifications = kinds.flatMap(({ element, target, service }) =>
      document.nodes(element).map((node) => toNotification(node, target, service)),
    );
    refuseOverlap(notifications);
    if (input.request.headers['x-amz-skip-destination-validation']?.toLowerCase() !== 'true') {
      checkDestinations(input, notifications);
      for (const { arn } of notifications) testNotice(input.state, bucket, arn, input.requestId);
    }
    return { notifications, eventBridge: document.has('EventBridgeConfiguration') };
  },
});
