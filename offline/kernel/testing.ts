import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Bus } from './bus.ts';
import { Clock } from './clock.ts';
import { CredentialStore } from './credentials.ts';
import type { OfflineRequest } from './http.ts';
import { OnePortServer } from './http.ts';
import { PolicyStore, type Statement } from './iam.ts';
import { keepTime, resumeTime } from './kept-time.ts';
import { createLog } from './log.ts';
import type { Ports } from './ports.ts';
import type { Resource } from './resource.ts';
import type { OfflineService, ServiceInstance } from './service.ts';
import { signingNameOf } from './sigv4.ts';
import { openStore } from './store.ts';
import type { PortWrappers } from './traced-ports.ts';

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

export type StartedServices = {
  endpoint: string;
  clock: Clock;
  bus: Bus;
  policies: PolicyStore;
  credentials: CredentialStore;
  /** Configuration of a stock SDK client: the administrator, one attempt. */
  client: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: 1;
  };
  folder: string;
  /** Stops; `keep` leaves the data for a later start with the same folder. */
  stop(options?: { keep?: boolean }): Promise<void>;
};

/**
 * Starts some services on a port of their own for a test, with fakes for ports that no started service provides.
 * `folder` reuses the data of an earlier start.
 */
export async function startServices(
  services: readonly OfflineService[],
  options: {
    resources?: readonly Resource[];
    ports?: Partial<Ports>;
    wrappers?: PortWrappers;
    folder?: string;
    assets?: string;
    /** A free one unless given. */
    port?: number;
    policies?: ReadonlyMap<string, readonly Statement[]>;
  } = {},
): Promise<StartedServices> {
  const folder = options.folder ?? mkdtempSync(path.join(tmpdir(), 'offline-'));
  const [clock, bus] = [new Clock(), new Bus(options.wrappers)];
  resumeTime(clock, folder);
  const policies = new PolicyStore(ACCOUNT, () => clock.now());
  if (options.policies) policies.replace(options.policies);
  const keyStore = openStore(folder, 'credentials', []);
  const credentials = new CredentialStore(keyStore);
  for (const [name, port] of Object.entries(options.ports ?? {})) bus.provide(name as keyof Ports, port);

  const running: { service: OfflineService; instance: ServiceInstance }[] = [];
  const serviceOf = (request: OfflineRequest) => {
    const target = request.headers['x-amz-target']?.split('.').slice(0, -1).join('.') ?? '';
    const named = running.find(({ service: { route } }) => route.targets?.includes(target));
    if (named) return named;
    const signingName = signingNameOf(request);
    return (
      running.find(
        ({ service: { route } }) => signingName !== undefined && route.signingNames?.includes(signingName),
      ) ??
      running.find(({ service: { route } }) => route.matches?.(request)) ??
      running.find(({ service: { route } }) => route.fallback) ??
      running[0]
    );
  };
  const server = new OnePortServer(
    (request) => {
      const found = serviceOf(request);
      const name = request.rawPath.replace('/_offline/', '');
      const helper = [found, ...running].map((one) => one?.instance.helpers?.[name]).find((one) => one !== undefined);
      if (request.rawPath.startsWith('/_offline/') && helper) return helper(request);
      return found?.instance.handle(request) ?? Promise.resolve({ status: 404 });
    },
    (message, socket, head) => {
      const path = message.url?.split('?')[0] ?? '';
      const found = running.find(({ service: { route } }) => route.upgradePath === path || route.upgrades?.(path));
      found?.instance.upgrade?.(message, socket, head);
    },
  );
  const port = await server.listen(options.port ?? 0, '127.0.0.1');
  const endpoint = `http://127.0.0.1:${port}`;
  for (const service of services) {
    const blobFolder = path.join(folder, service.name);
    mkdirSync(blobFolder, { recursive: true });
    const instance = service.create({
      ...{ clock, bus, policies, credentials, endpoint, blobFolder, region: REGION, account: ACCOUNT },
      log: createLog(service.name, 'error'),
      openStore: (migrations) => openStore(folder, service.name, migrations),
      asset: (key) => path.join(options.assets ?? folder, key),
    });
    running.push({ service, instance });
  }
  const endTime = keepTime(clock, folder);
  for (const { service, instance } of running) {
    await instance.apply((options.resources ?? []).filter(({ type }) => Object.hasOwn(service.resources, type)));
  }
  for (const { instance } of running) await instance.start?.();

  return {
    ...{ endpoint, clock, bus, policies, credentials, folder },
    client: {
      endpoint,
      region: REGION,
      credentials: { accessKeyId: 'offline', secretAccessKey: 'offline' },
      maxAttempts: 1,
    },
    async stop({ keep = false } = {}) {
      await server.close();
      for (const { instance } of running) await instance.stop?.();
      endTime();
      keyStore.close();
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}
