import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Bus } from './kernel/bus.ts';
import type { Clock } from './kernel/clock.ts';
import { CredentialStore } from './kernel/credentials.ts';
import { DefinitionError, OfflineError } from './kernel/errors.ts';
import type { PolicyStore } from './kernel/iam.ts';
import { keepTime, resumeTime } from './kernel/kept-time.ts';
import { createLog } from './kernel/log.ts';
import type { Resource, ResourceSupport } from './kernel/resource.ts';
import type { OfflineService, ServiceContext } from './kernel/service.ts';
import { openStore, type Store } from './kernel/store.ts';
import type { Running } from './router.ts';
import { loadServices } from './services/registry.ts';

export type ServiceSetOptions = {
  readonly clock: Clock;
  readonly bus: Bus;
  readonly policies: PolicyStore;
  readonly dataFolder: string;
  readonly endpoint: string;
  readonly region: string;
  readonly account: string;
  /** @throws OfflineError when there is no such asset. */
  readonly asset: (key: string) => string;
};

/** The services of the backend: made once, given the app's resources again and again, with their files. */
export class ServiceSet {
  readonly #options: ServiceSetOptions;
  readonly #stores: Store[] = [];
  #isStarted = false;
  #endTime = (): void => undefined;
  running: readonly Running[] = [];

  constructor(options: ServiceSetOptions) {
    this.#options = options;
  }

  /** @throws OfflineError naming every file that cannot be read, and the remedy of each. */
  async create(): Promise<void> {
    const { clock, dataFolder } = this.#options;
    resumeTime(clock, path.join(dataFolder, 'services'));
    const credentials = new CredentialStore(this.#openStore('credentials', []));
    const services = await loadServices();
    const running: Running[] = [];
    const faults: OfflineError[] = [];
    this.running = running;
    for (const service of services) {
      try {
        running.push({ service, instance: service.create(this.#context(service, credentials)) });
      } catch (error) {
        if (!(error instanceof OfflineError)) throw error;
        faults.push(error);
      }
    }
    const [first, ...others] = faults;
    if (!first) {
      this.#endTime = keepTime(clock, path.join(dataFolder, 'services'));
      return;
    }
    throw new OfflineError(
      [first, ...others].map(({ message, remedy }) => `${message}\n  ${remedy}`).join('\n'),
      'Nothing was started, and nothing else is touched.',
      first,
    );
  }

  /** What each resource type is to the service that takes it. */
  get supports(): ReadonlyMap<string, ResourceSupport> {
    return new Map(this.running.flatMap(({ service }) => Object.entries(service.resources)));
  }

  /**
   * Gives the services their resources, all of them or those named; answers how many each took, and the definitions that
   * they could not read.
   * @throws OfflineError when a service fails in another way.
   */
  async apply(
    resources: readonly Resource[],
    only?: readonly string[],
  ): Promise<{ counts: Record<string, number>; faults: DefinitionError[] }> {
    const counts: Record<string, number> = {};
    const faults: DefinitionError[] = [];
    for (const { service, instance } of this.running) {
      if (only && !only.includes(service.name)) continue;
      const own = resources.filter(({ type }) => Object.hasOwn(service.resources, type));
      try {
        await instance.apply(own);
      } catch (error) {
        if (error instanceof DefinitionError) faults.push(error, ...error.others);
        else throw error instanceof OfflineError ? error : unexpected(service, error);
      }
      if (own.length > 0) counts[service.name] = own.length;
    }
    return { counts, faults };
  }

  /** What the services have to say of the resources that they were given last. */
  warnings(): string[] {
    return this.running.flatMap(({ instance }) => [...(instance.warnings?.() ?? [])]);
  }

  /** Background work begins; once, however often it is asked. */
  async start(): Promise<void> {
    if (this.#isStarted) return;
    this.#isStarted = true;
    for (const { instance } of this.running) await instance.start?.();
  }

  async close(): Promise<void> {
    for (const { instance } of this.running.toReversed()) await instance.stop?.();
    this.#endTime();
    for (const store of this.#stores) store.close();
  }

  #context(service: OfflineService, credentials: CredentialStore): ServiceContext {
    const { clock, bus, policies, region, account, endpoint, asset, dataFolder } = this.#options;
    const blobFolder = path.join(dataFolder, 'blobs', service.name);
    mkdirSync(blobFolder, { recursive: true });
    return {
      ...{ clock, bus, policies, region, account, endpoint, asset, credentials, blobFolder },
      log: createLog(service.name),
      openStore: (migrations) => this.#openStore(service.name, migrations),
    };
  }

  #openStore(name: string, migrations: readonly string[]): Store {
    const store = openStore(path.join(this.#options.dataFolder, 'services'), name, migrations);
    this.#stores.push(store);
    return store;
  }
}

const unexpected = (service: OfflineService, error: unknown) =>
  new OfflineError(
    `${service.name} could not take the app's resources: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    'Change the definition that is named above; if it is right, the offline backend is at fault.',
    error,
  );
