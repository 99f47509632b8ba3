import type { Cancel } from '../../kernel/clock.ts';
import { wildcard } from '../../kernel/iam.ts';
import type { Bucket, S3State, StoredObject } from './state.ts';

const RETRY_MS = 1000;
const EVENT_BRIDGE = 'eventbridge';

/** What is to be told of a change: one body a target. Keys are form-encoded in notifications, plain on EventBridge. */
export function noticesOf(state: S3State, bucket: Bucket, object: StoredObject, event: string) {
  const notices = state
    .notificationsOf(bucket.name)
    .filter(
      ({ events, prefix, suffix }) =>
        events.some((pattern) => wildcard(pattern, `s3:${event}`)) &&
        object.key.startsWith(prefix) &&
        object.key.endsWith(suffix),
    )
    .map(({ targetArn }) => ({ target: targetArn, body: JSON.stringify(notification(state, bucket, object, event)) }));
  if (bucket.settings.eventBridge)
    notices.push({ target: EVENT_BRIDGE, body: JSON.stringify(bridged(bucket, object, event)) });
  return notices;
}

function notification(state: S3State, bucket: Bucket, object: StoredObject, event: string) {
  const { region, account } = state.context;
  const key = encodeURIComponent(object.key).replaceAll('%2F', '/').replaceAll('%20', '+');
  return {
    Records: [
      {
        ...{ eventVersion: '2.1', eventSource: 'aws:s3', awsRegion: region, eventName: event },
        eventTime: new Date(object.modified).toISOString(),
        userIdentity: { principalId: account },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': String(object.sequence), 'x-amz-id-2': String(object.sequence) },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'offline',
          bucket: { name: bucket.name, ownerIdentity: { principalId: account }, arn: `arn:aws:s3:::${bucket.name}` },
          object: {
            ...{ key, size: object.size, eTag: object.etag.replaceAll('"', '') },
            ...(object.version !== 'null' && { versionId: object.version }),
            sequencer: object.sequence.toString(16).padStart(16, '0').toUpperCase(),
          },
        },
      },
    ],
  };
}

function bridged(bucket: Bucket, object: StoredObject, event: string) {
  return {
    detailType: event.startsWith('ObjectCreated') ? 'Object Created' : 'Object Deleted',
    resources: [`arn:aws:s3:::${bucket.name}`],
    detail: {
      version: '0',
      bucket: { name: bucket.name },
      object: {
        key: object.key,
        size: object.size,
        etag: object.etag.replaceAll('"', ''),
        sequencer: String(object.sequence),
      },
      reason: event.split(':')[1],
    },
  };
}

/** Delivers notices in the background, in order; one that its target did not take is tried again. */
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
    setImmediate(() => void this.#run());
  }

  stop(): void {
    this.#stopped = true;
    this.#retry?.();
  }

  async #run(): Promise<void> {
    const { store, context } = this.#state;
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        for (const { sequence, target, body } of store.all('SELECT * FROM notice ORDER BY sequence LIMIT 100')) {
          await this.#deliver(String(target), String(body));
          store.run('DELETE FROM notice WHERE sequence = ?', Number(sequence));
          this.#again = true;
        }
      }
    } catch (error) {
      context.log.warn('a bucket notification could not be delivered and will be tried again', { error });
      this.#retry = context.clock.after(RETRY_MS, () => {
        this.wake();
      });
    } finally {
      this.#running = false;
    }
  }

  async #deliver(target: string, body: string): Promise<void> {
    const { bus } = this.#state.context;
    if (target === EVENT_BRIDGE) {
      const { detailType, resources, detail } = JSON.parse(body) as ReturnType<typeof bridged>;
      bus.port('events').put([{ source: 'aws.s3', detailType, resources, detail: JSON.stringify(detail) }]);
    } else if (target.split(':')[2] === 'sqs') {
      bus.port('sqs').send({ queue: target, body });
    } else {
      const principal = { kind: 'service', service: 's3.amazonaws.com' } as const;
      await bus.port('lambda').invoke({ functionName: target, payload: body, invocationType: 'event', principal });
    }
  }
}
