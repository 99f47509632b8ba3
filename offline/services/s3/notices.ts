import { z } from 'zod';
import type { Cancel } from '../../kernel/clock.ts';
import { withTrace } from '../../kernel/current-trace.ts';
import { wildcard } from '../../kernel/iam.ts';
import type { Bucket } from './bucket.ts';
import type { Change, StoredObject } from './objects.ts';
import { encodeKey } from './request.ts';
import type { S3State } from './state.ts';

const RETRY_MS = 1000;
const EVENT_BRIDGE = 'eventbridge';

/** Events that came with later versions of the notification's form. */
const VERSION_2_3 = /^(Lifecycle|IntelligentTiering|ObjectAcl|ObjectTagging|ObjectRestore:Delete)/;

/** What is to be told of a change: one body a target. */
export function noticesOf(state: S3State, bucket: Bucket, object: StoredObject, change: Change) {
  const notices = bucket.settings.notifications
    .filter(
      ({ events, prefix, suffix }) =>
        events.some((pattern) => wildcard(pattern, `s3:${change.event}`)) &&
        object.key.startsWith(prefix) &&
        object.key.endsWith(suffix),
    )
    .map(({ arn, id }) => ({ target: arn, body: JSON.stringify(notification(state, bucket, object, change, id)) }));
  if (bucket.settings.eventBridge) {
    const body = bridged(state.context.clock.now(), bucket, object, change);
    if (body) notices.push({ target: EVENT_BRIDGE, body: JSON.stringify(body) });
  }
  return notices;
}

const sequencer = ({ sequence }: StoredObject) => `00${sequence.toString(16).padStart(16, '0').toUpperCase()}`;
const bareTag = ({ etag }: StoredObject) => etag.replaceAll('"', '');
const isCreated = (event: string) => event.startsWith('ObjectCreated');

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function notification(state: S3State, bucket: Bucket, object: StoredObject, change: Change, id: string) {
  const { region, account, clock } = state.context;
  const { event, requestId, requester, sourceIp } = change;
  // A removal that left a marker tells the marker's version, without size; only what exists has an ETag.
  const isRemoved = event.startsWith('ObjectRemoved') || event.startsWith('LifecycleExpiration');
  const isMarker = event.endsWith('DeleteMarkerCreated');
  return {
    Records: [
      {
        eventVersion: VERSION_2_3.test(event) ? '2.3' : '2.1',
        ...{
          eventSource: 'aws:s3',
          awsRegion: region,
          eventTime: new Date(clock.now()).toISOString(),
          eventName: event,
        },
        userIdentity: { principalId: requester },
        requestParameters: { sourceIPAddress: sourceIp },
        responseElements: { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId(requestId) },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: id,
          bucket: { name: bucket.name, ownerIdentity: { principalId: account }, arn: `arn:aws:s3:::${bucket.name}` },
          object: {
            key: encodeKey(object.key),
            ...(!isRemoved && { size: object.size }),
            ...((isMarker || !isRemoved) && { eTag: isMarker ? EMPTY_ETAG : bareTag(object) }),
            ...(bucket.settings.versioning !== 'Off' && { versionId: object.version }),
            sequencer: sequencer(object),
          },
        },
        ...(event.startsWith('LifecycleTransition') && {
          lifecycleEventData: { transitionEventData: { destinationStorageClass: object.storageClass } },
        }),
        ...(event === 'ObjectRestore:Completed' && {
          glacierEventData: {
            restoreEventData: {
              lifecycleRestorationExpiryTime: new Date(object.extras.restoredUntil ?? 0).toISOString(),
              lifecycleRestoreStorageClass: object.storageClass,
            },
          },
        }),
      },
    ],
  };
}

/** Of nothing: what S3 shows of a delete marker. */
const EMPTY_ETAG = 'd41d8cd98f00b204e9800998ecf8427e';

/** `x-amz-id-2` of a request. */
export const hostId = (requestId: string): string => Buffer.from(`offline/${requestId}`).toString('base64');

const REASONS: Readonly<Record<string, string>> = {
  'ObjectCreated:Put': 'PutObject',
  'ObjectCreated:Post': 'POST Object',
  'ObjectCreated:Copy': 'CopyObject',
  'ObjectCreated:CompleteMultipartUpload': 'CompleteMultipartUpload',
};

function detailTypeOf(event: string): string | undefined {
  if (isCreated(event)) return 'Object Created';
  if (event.startsWith('ObjectRemoved') || event.startsWith('LifecycleExpiration')) return 'Object Deleted';
  return {
    'ObjectTagging:Put': 'Object Tags Added',
    'ObjectTagging:Delete': 'Object Tags Deleted',
    'ObjectAcl:Put': 'Object ACL Updated',
    'ObjectRestore:Post': 'Object Restore Initiated',
    'ObjectRestore:Completed': 'Object Restore Completed',
    LifecycleTransition: 'Object Storage Class Changed',
  }[event];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
function bridged(now: number, bucket: Bucket, object: StoredObject, { event, requestId, requester, sourceIp }: Change) {
  const detailType = detailTypeOf(event);
  if (detailType === undefined) return undefined;
  const [created, isDeleted] = [isCreated(event), detailType === 'Object Deleted'];
  const isLifecycle = event.startsWith('Lifecycle');
  const hasSize = created || detailType === 'Object Storage Class Changed' || event.startsWith('ObjectRestore');
  return {
    detailType,
    time: now,
    resources: [`arn:aws:s3:::${bucket.name}`],
    detail: {
      version: '0',
      bucket: { name: bucket.name },
      object: {
        key: object.key,
        ...(hasSize && { size: object.size }),
        etag: object.marker ? EMPTY_ETAG : bareTag(object),
        ...(bucket.settings.versioning !== 'Off' && { 'version-id': object.version }),
        ...((created || isDeleted) && { sequencer: sequencer(object) }),
      },
      'request-id': requestId,
      requester: isLifecycle ? 's3.amazonaws.com' : requester,
      ...(!isLifecycle && { 'source-ip-address': sourceIp }),
      ...(created && { reason: REASONS[event] }),
      ...(isDeleted && {
        reason: isLifecycle ? 'Lifecycle Expiration' : 'DeleteObject',
        'deletion-type': event.endsWith('DeleteMarkerCreated') ? 'Delete Marker Created' : 'Permanently Deleted',
      }),
      ...(event === 'LifecycleTransition' && { 'destination-storage-class': object.storageClass }),
      ...(event === 'ObjectRestore:Post' && { 'source-storage-class': object.storageClass }),
      ...(event === 'ObjectRestore:Completed' && {
        'restore-expiry-time': new Date(object.extras.restoredUntil ?? 0).toISOString(),
        'source-storage-class': object.storageClass,
      }),
    },
  };
}

/** S3 tells a new destination that it is one; functions are not told. */
export function testNotice(state: S3State, bucket: Bucket, target: string, requestId: string): void {
  if (target.split(':')[2] !== 'sqs') return;
  const body = {
    ...{ Service: 'Amazon S3', Event: 's3:TestEvent', Time: new Date(state.context.clock.now()).toISOString() },
    ...{ Bucket: bucket.name, RequestId: requestId, HostId: hostId(requestId) },
  };
  state.store.run('INSERT INTO notice (target, body) VALUES (?, ?)', target, JSON.stringify(body));
  state.objects.onNotice();
}

const bridgedNotice = z.object({
  detailType: z.string(),
  time: z.number(),
  resources: z.array(z.string()),
  detail: z.unknown(),
});

/** Delivers notices in the background, in order; one that its target did not take is tried again, without holding up others. */
export class Notices {
  readonly #state: S3State;
  #running = false;
  #again = false;
  #stopped = false;
  #retry: Cancel | undefined;

  constructor(state: S3State) {
    this.#state = state;
  }

  wake(): void {
    this.#again = true;
    if (this.#running || this.#stopped) return;
    this.#running = true;
    // Of no trace: what others wrote is delivered along with it.
    setImmediate(() => void withTrace(undefined, () => this.#run()));
  }

  stop(): void {
    this.#stopped = true;
    this.#retry?.();
  }

  async #run(): Promise<void> {
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        await this.#deliverAll();
      }
    } finally {
      this.#running = false;
    }
  }

  async #deliverAll(): Promise<void> {
    const { store, context } = this.#state;
    const refused = new Set<string>();
    let after = 0;
    for (;;) {
      const rows = store.all('SELECT * FROM notice WHERE sequence > ? ORDER BY sequence LIMIT 100', after);
      if (rows.length === 0) break;
      for (const row of rows) {
        const [sequence, target] = [Number(row.sequence), String(row.target)];
        after = sequence;
        if (this.#stopped) return;
        if (refused.has(target)) continue;
        try {
          await this.#deliver(target, String(row.body));
          store.run('DELETE FROM notice WHERE sequence = ?', sequence);
        } catch (error) {
          refused.add(target);
          context.log.warn(`${target} did not take a bucket notification; it will be tried again`, { error });
        }
      }
    }
    if (refused.size === 0) return;
    this.#retry?.();
    this.#retry = context.clock.after(RETRY_MS, () => {
      this.wake();
    });
  }

  async #deliver(target: string, body: string): Promise<void> {
    const { bus } = this.#state.context;
    if (target === EVENT_BRIDGE) {
      const { detailType, time, resources, detail } = bridgedNotice.parse(JSON.parse(body));
      const event = { source: 'aws.s3', detailType, resources, detail: JSON.stringify(detail), time: new Date(time) };
      bus.port('events').put([event]);
    } else if (target.split(':')[2] === 'sqs') {
      bus.port('sqs').send({ queue: target, body });
    } else {
      const principal = { kind: 'service', service: 's3.amazonaws.com' } as const;
      await bus.port('lambda').invoke({ functionName: target, payload: body, invocationType: 'event', principal });
    }
  }
}
