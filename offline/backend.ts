import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type CloudAssembly, loadCloudAssembly } from './assembly/cloud-assembly.ts';
import { type AppGraph, buildGraph } from './assembly/graph.ts';
import { generateOutputs, writeWhole } from './assembly/outputs.ts';
import { OWN_RESOURCES } from './assembly/own-resources.ts';
import { gatherPolicies } from './assembly/policies.ts';
import { reloadCode } from './assembly/reload-code.ts';
import { type Synthesis, synthesize } from './assembly/synthesize.ts';
import { describeUnsupported } from './assembly/unsupported.ts';
import { claim } from './data-folder.ts';
import { createHelpers } from './helper-endpoints.ts';
import { IdleMemory } from './idle-memory.ts';
import { Bus } from './kernel/bus.ts';
import { Clock } from './kernel/clock.ts';
import { CredentialStore } from './kernel/credentials.ts';
import { DefinitionError, OfflineError } from './kernel/errors.ts';
import { OnePortServer } from './kernel/http.ts';
import { PolicyStore } from './kernel/iam.ts';
import { createLog } from './kernel/log.ts';
import type { ResourceSupport } from './kernel/resource.ts';
import type { OfflineService, ServiceContext } from './kernel/service.ts';
import { openStore, type Store } from './kernel/store.ts';
import { json, Router, type Running } from './router.ts';
import { loadServices } from './services/registry.ts';
import type { Summary } from './summary.ts';

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

export type BackendOptions = {
  readonly app: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly outputsFile: string;
  /** Synthesizes even where nothing changed. */
  readonly fresh: boolean;
  readonly onProgress: (message: string) => void;
};

export type Backend = {
  readonly endpoint: string;
  summary(): Summary;
  /**
   * Takes what changed in the app's folder: code by bundling it again, definitions by a synthesis. Answers a sentence of
   * what was done, or undefined. The app before goes on running where that fails. @throws OfflineError
   */
  reload(): Promise<string | undefined>;
  stop(): Promise<void>;
};

/** Starts the app on one loopback port; resolves when it is ready and the outputs file is written. */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const { app, port, dataFolder } = options;
  const held = claim(dataFolder, { pid: process.pid, port, app, startedAt: new Date().toISOString() });
  const composition = new Composition(options);
  try {
    await composition.open();
    await composition.load(options.fresh);
  } catch (error) {
    await composition.close();
    held.release();
    throw error;
  }
  return {
    endpoint: composition.endpoint,
    summary: () => composition.summary(),
    reload: () => composition.reload(),
    async stop() {
      await composition.close();
      held.release();
    },
  };
}

class Composition {
  readonly #options: BackendOptions;
  readonly #clock = new Clock();
  readonly #bus = new Bus();
  readonly #policies = new PolicyStore(ACCOUNT);
  readonly #stores: Store[] = [];
  readonly #server: OnePortServer;
  readonly #memory = new IdleMemory();
  #assembly: CloudAssembly | undefined;
  #synthesis: Synthesis | undefined;
  #graph: AppGraph | undefined;
  #running: Running[] = [];
  #router: Router | undefined;
  #isReady = false;
  #isStarted = false;
  #summary: Summary | undefined;
  endpoint: string;

  constructor(options: BackendOptions) {
    this.#options = options;
    this.endpoint = `http://localhost:${options.port}`;
    this.#server = new OnePortServer(
      async (request) => {
        this.#memory.note();
        if (this.#isReady && this.#router) return this.#router.handle(request);
        return json(503, { message: 'The offline backend is starting; try again in a moment.' });
      },
      (message, socket, head) => {
        if (this.#isReady && this.#router) this.#router.upgrade(message, socket, head);
        else socket.destroy();
      },
    );
  }

  /** Takes the port first, so that a taken one is told before minutes of work. */
  async open(): Promise<void> {
    const port = await this.#server.listen(this.#options.port, '127.0.0.1');
    this.endpoint = `http://localhost:${port}`;
  }

  summary(): Summary {
    if (!this.#summary) throw new OfflineError('The offline backend is still starting.', 'Try again in a moment.');
    return this.#summary;
  }

  async load(fresh: boolean): Promise<Summary> {
    const { app, dataFolder, outputsFile, onProgress } = this.#options;
    const assemblyFolder = path.join(dataFolder, 'assembly');
    mkdirSync(assemblyFolder, { recursive: true });
    const synthesis = await synthesize({ app, folder: assemblyFolder, fresh, onProgress });
    const started = performance.now();
    const assembly = loadCloudAssembly(synthesis.folder);
    this.#assembly = assembly;
    await this.#createServices();

    const supports = new Map<string, ResourceSupport>(
      [OWN_RESOURCES, ...this.#running.map(({ service }) => service.resources)].flatMap((table) =>
        Object.entries(table),
      ),
    );
    const graph = buildGraph({
      assembly,
      supports,
      region: REGION,
      account: ACCOUNT,
      endpoint: this.endpoint,
      lookUp: (kind, name) => this.#lookUp(kind, name),
    });
    const outputs = generateOutputs({ app, graph, assembly, cacheFolder: assemblyFolder });
    // Its failure is awaited below; until then it must not count as unhandled.
    outputs.catch(() => undefined);
    const policies = gatherPolicies(graph.resources);
    this.#policies.replace(policies.statements);
    const counts = await this.#apply(graph);
    this.#synthesis = synthesis;
    this.#graph = graph;
    // Pollers wake functions, and functions call back.
    this.#isReady = true;
    this.#memory.note();
    await this.#start();
    writeWhole(outputsFile, await outputs);
    this.#summary = {
      endpoint: this.endpoint,
      app,
      outputsFile,
      dataFolder,
      resources: counts,
      warnings: [...describeUnsupported(graph.resources, supports), ...policies.warnings, ...graph.warnings],
      synthesisMs: Math.round(synthesis.milliseconds),
      synthesisCached: synthesis.cached,
      startMs: Math.round(performance.now() - started),
    };
    return this.#summary;
  }

  async reload(): Promise<string | undefined> {
    if (!this.#synthesis || !this.#assembly || !this.#graph) return undefined;
    const started = performance.now();
    const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
    const code = await reloadCode({ app: this.#options.app, synthesis: this.#synthesis, assembly: this.#assembly });
    if (code?.reloaded.length === 0) return undefined;
    if (!code) {
      await this.load(false);
      return `amplify/ changed: applied in ${seconds()}`;
    }
    this.#synthesis = code.synthesis;
    await this.#apply(this.#graph, ['lambda']);
    return `code changed: ${code.reloaded.join(', ')} live in ${seconds()}`;
  }

  async close(): Promise<void> {
    this.#memory.stop();
    await this.#server.close().catch(() => undefined);
    for (const { instance } of this.#running.toReversed()) await instance.stop?.();
    for (const store of this.#stores) store.close();
  }

  async #createServices(): Promise<void> {
    if (this.#running.length > 0) return;
    const credentials = new CredentialStore(this.#openStore('credentials', []));
    const services = await loadServices();
    this.#running = services.map((service) => ({
      service,
      instance: service.create(this.#context(service, credentials)),
    }));
    this.#router = new Router(
      this.#running,
      createHelpers({
        clock: this.#clock,
        bus: this.#bus,
        summary: () => this.#summary,
        resources: () => this.#graph?.resources ?? [],
      }),
    );
  }

  #context(service: OfflineService, credentials: CredentialStore): ServiceContext {
    const blobFolder = path.join(this.#options.dataFolder, 'blobs', service.name);
    mkdirSync(blobFolder, { recursive: true });
    return {
      clock: this.#clock,
      bus: this.#bus,
      log: createLog(service.name),
      credentials,
      policies: this.#policies,
      region: REGION,
      account: ACCOUNT,
      endpoint: this.endpoint,
      blobFolder,
      openStore: (migrations) => this.#openStore(service.name, migrations),
      asset: (key) => {
        if (!this.#assembly) throw new OfflineError('No cloud assembly is loaded.', 'Start the backend first.');
        return this.#assembly.asset(key);
      },
    };
  }

  #openStore(name: string, migrations: readonly string[]): Store {
    const store = openStore(path.join(this.#options.dataFolder, 'services'), name, migrations);
    this.#stores.push(store);
    return store;
  }

  #lookUp(kind: 'ssm' | 'secret', name: string): string | undefined {
    if (kind === 'ssm') return this.#bus.find('ssm')?.value(name);
    return this.#bus.find('ssm')?.secret(name) ?? this.#bus.find('secrets')?.value(name);
  }

  /** Gives the services their resources, all of them or those named; answers how many each took. */
  async #apply(graph: AppGraph, only?: readonly string[]): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { service, instance } of this.#running) {
      if (only && !only.includes(service.name)) continue;
      const resources = graph.resources.filter(({ type }) => Object.hasOwn(service.resources, type));
      try {
        await instance.apply(resources);
      } catch (error) {
        if (error instanceof DefinitionError || error instanceof OfflineError) throw error;
        throw new OfflineError(
          `${service.name} could not take the app's resources: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
          'Change the definition that is named above; if it is right, the offline backend is at fault.',
          error,
        );
      }
      if (resources.length > 0) counts[service.name] = resources.length;
    }
    return counts;
  }

  async #start(): Promise<void> {
    if (this.#isStarted) return;
    this.#isStarted = true;
    for (const { instance } of this.#running) await instance.start?.();
  }
}
