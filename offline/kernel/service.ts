import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Bus } from './bus.ts';
import type { Clock } from './clock.ts';
import type { CredentialStore } from './credentials.ts';
import type { OfflineRequest, OfflineResponse } from './http.ts';
import type { PolicyStore } from './iam.ts';
import type { Log } from './log.ts';
import type { Resource, ResourceSupport } from './resource.ts';
import type { Store } from './store.ts';

/** What every service is given. Time, ids and storage come from here, never from the platform directly. */
export type ServiceContext = {
  readonly clock: Clock;
  readonly bus: Bus;
  readonly log: Log;
  readonly credentials: CredentialStore;
  readonly policies: PolicyStore;
  readonly region: string;
  readonly account: string;
  /** `http://localhost:PORT`: what clients and functions call. */
  readonly endpoint: string;
  /** Folder for blobs of this service; made on first use. */
  readonly blobFolder: string;
  /** Opens this service's SQLite file. */
  openStore(migrations: readonly string[]): Store;
  /**
   * Absolute path of an asset of the cloud assembly (a file, or a folder where the template speaks of a zip), by its
   * object key (`Code.S3Key`) or its `s3://bucket/key` location (resolver and schema `…S3Location`).
   * @throws OfflineError when the assembly has no such asset.
   */
  asset(keyOrLocation: string): string;
};

/** A running service. */
export type ServiceInstance = {
  /** Takes the app's resources of its types: creates what is new, updates what changed, keeps data. Called at start and at each reload. */
  apply(resources: readonly Resource[]): void | Promise<void>;
  /** What the developer should know of the resources, asked after all services applied; sentences with their remedy. */
  warnings?(): readonly string[];
  /** Background work begins (pollers, schedules), after all services applied. */
  start?(): void | Promise<void>;
  /** Answers a request that `route` gave to this service. */
  handle(request: OfflineRequest): Promise<OfflineResponse>;
  upgrade?(message: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Endpoints for people and tests under `/_offline/<name>` (loopback only, no signature), e.g. `mailbox`. */
  helpers?: Readonly<Record<string, (request: OfflineRequest) => Promise<OfflineResponse>>>;
  stop?(): void | Promise<void>;
};

export type OfflineService = {
  /** Folder name under services/, also its SQLite file and its AWS endpoint variable's stem. */
  readonly name: string;
  readonly resources: Readonly<Record<string, ResourceSupport>>;
  readonly route: {
    /** Prefixes of `X-Amz-Target` before the dot, e.g. `DynamoDB_20120810`. */
    targets?: readonly string[];
    /** Names in the credential scope of its signed requests, where they tell nothing else: REST and query services. */
    signingNames?: readonly string[];
    /** Any other request of this service. S3 takes what nobody claims. */
    matches?(request: OfflineRequest): boolean;
    /** WebSocket upgrades: the path. */
    upgradePath?: string;
    /** Further paths of WebSocket upgrades. */
    upgrades?(path: string): boolean;
    fallback?: boolean;
  };
  create(context: ServiceContext): ServiceInstance;
};
