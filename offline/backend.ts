import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type CloudAssembly, loadCloudAssembly } from './assembly/cloud-assembly.ts';
import { type AppGraph, buildGraph } from './assembly/graph.ts';
import { generateOutputs } from './assembly/outputs.ts';
import { OWN_RESOURCES } from './assembly/own-resources.ts';
import { gatherPolicies } from './assembly/policies.ts';
import { reloadCode } from './assembly/reload-code.ts';
import { dropOldAssemblies, type Synthesis, synthesize } from './assembly/synthesize.ts';
import { Synthesizer } from './assembly/synthesizer.ts';
import {
  type Allowed,
  describeUnmatched,
  describeWarnings,
  type Finding,
  findingOf,
  isAllowed,
  judge,
  refuse,
} from './assembly/unsupported.ts';
import { claim } from './data-folder.ts';
import { createHelpers } from './helper-endpoints.ts';
import { IdleMemory } from './idle-memory.ts';
import { Bus } from './kernel/bus.ts';
import { Clock } from './kernel/clock.ts';
import { OfflineError } from './kernel/errors.ts';
import { OnePortServer } from './kernel/http.ts';
import { PolicyStore } from './kernel/iam.ts';
import type { Resource, ResourceSupport } from './kernel/resource.ts';
import { TraceRing } from './kernel/trace.ts';
import { tracedPorts } from './kernel/traced-ports.ts';
import { writeWhole } from './kernel/write-whole.ts';
import { json, Router } from './router.ts';
import { ServiceSet } from './service-set.ts';
import { StackChanges } from './stack-changes.ts';
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
  /** What of the app the developer goes on without. */
  readonly allowed: Allowed;
  readonly onProgress: (message: string) => void;
};

export type Backend = {
  readonly endpoint: string;
  summary(): Summary;
  /** Reloads are to come: makes them fast. Answers the folders whose changes may matter now, beside amplify/. */
  watch(): readonly string[];
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
    watch: () => composition.watch(),
    reload: () => composition.reload(),
    async stop() {
      await composition.close();
      held.release();
    },
  };
}

/** The app as it runs. */
type Loaded = {
  readonly synthesis: Synthesis;
  readonly assembly: CloudAssembly;
  readonly graph: AppGraph;
  /** The resources that the services are given. */
  readonly taken: readonly Resource[];
};

class Composition {
  readonly #options: BackendOptions;
  readonly #clock = new Clock();
  readonly #policies = new PolicyStore(ACCOUNT, () => this.#clock.now());
  readonly #server: OnePortServer;
  readonly #memory = new IdleMemory();
  readonly #traces = new TraceRing();
  readonly #bus = new Bus(tracedPorts(this.#traces, this.#clock));
  readonly #changes: StackChanges;
  readonly #assemblyFolder: string;
  readonly #synthesizer: Synthesizer;
  #services: ServiceSet | undefined;
  #router: Router | undefined;
  /** The assembly that services read assets from: the running one's, or one that is just being tried. */
  #assembly: CloudAssembly | undefined;
  #loaded: Loaded | undefined;
  #isReady = false;
  #summary: Summary | undefined;
  endpoint: string;

  constructor(options: BackendOptions) {
    this.#options = options;
    this.#changes = new StackChanges(options.dataFolder, this.#bus);
    this.#assemblyFolder = path.join(options.dataFolder, 'assembly');
    mkdirSync(this.#assemblyFolder, { recursive: true });
    this.#synthesizer = new Synthesizer(options.app, this.#assemblyFolder);
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

  /** Reloads are to come: what a synthesis needs stands by. Answers the folders whose changes may matter. */
  watch(): readonly string[] {
    this.#synthesizer.keepWarm();
    const { app } = this.#options;
    const files = Object.keys(this.#loaded?.synthesis.inputs ?? {});
    return [...new Set(files.map((file) => path.dirname(path.resolve(app, file))))];
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
    const folder = this.#assemblyFolder;
    const synthesis = await synthesize({
      ...{ app, folder, fresh, onProgress, synthesizer: this.#synthesizer },
      validate: !this.#loaded,
    });
    const started = performance.now();
    const assembly = loadCloudAssembly(synthesis.folder);
    const services = await this.#ensureServices();
    const supports = new Map<string, ResourceSupport>([...Object.entries(OWN_RESOURCES), ...services.supports]);
    const graph = buildGraph({
      assembly,
      supports,
      region: REGION,
      account: ACCOUNT,
      endpoint: this.endpoint,
      lookUp: (kind, name) => this.#lookUp(kind, name),
    });
    const { refusals, warnings, taken } = judge(graph.resources, supports, this.#options.allowed);
    const { allowed } = this.#options;
    if (refusals.length > 0) throw refuse(refusals, describeUnmatched(allowed, [...refusals, ...warnings]));
    const outputs = generateOutputs({ app, graph, assembly, cacheFolder: folder });
    // Its failure is awaited below; until then it must not count as unhandled.
    outputs.catch(() => undefined);
    const { counts, left, warnings: takenWarnings } = await this.#take({ synthesis, assembly, graph, taken });
    dropOldAssemblies(folder, synthesis.folder);
    // Pollers wake functions, and functions call back.
    this.#isReady = true;
    this.#memory.note();
    await services.start();
    writeWhole(outputsFile, await outputs);
    this.#summary = {
      endpoint: this.endpoint,
      app,
      outputsFile,
      dataFolder,
      resources: counts,
      warnings: [
        ...describeUnmatched(allowed, [...warnings, ...left]),
        ...describeWarnings([...warnings, ...left]),
        ...[...takenWarnings, ...graph.warnings, ...services.warnings()],
      ],
      synthesisMs: Math.round(synthesis.milliseconds),
      synthesisCached: synthesis.cached,
      startMs: Math.round(performance.now() - started),
    };
    this.#memory.settle();
    return this.#summary;
  }

  async reload(): Promise<string | undefined> {
    if (!this.#loaded) return undefined;
    const started = performance.now();
    const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
    const { synthesis, assembly, taken } = this.#loaded;
    const code = await reloadCode({ app: this.#options.app, synthesis, assembly });
    if (code?.reloaded.length === 0) return undefined;
    if (!code) {
      const known = new Set(this.#summary?.warnings);
      const { warnings } = await this.load(false);
      const told = warnings.filter((warning) => !known.has(warning)).map((warning) => `\n  ${warning}`);
      return `amplify/ changed: applied in ${seconds()}${told.join('')}`;
    }
    this.#loaded = { ...this.#loaded, synthesis: code.synthesis };
    await this.#services?.apply(taken, ['lambda']);
    return `code changed: ${code.reloaded.join(', ')} live in ${seconds()}`;
  }

  async close(): Promise<void> {
    this.#memory.stop();
    this.#synthesizer.stop();
    await this.#server.close().catch(() => undefined);
    await this.#services?.close();
  }

  /** Puts an app in the place of the one that runs; where a service cannot take it, the one before stays. */
  async #take(
    next: Loaded,
  ): Promise<{ counts: Record<string, number>; left: readonly Finding[]; warnings: readonly string[] }> {
    const policyWarnings = this.#policiesOf(next);
    const services = await this.#ensureServices();
    try {
      // What deletes comes last: a definition that is refused beside a changed key must cost no items.
      const toReplace = this.#changes.toReplace(next.taken);
      if (toReplace.size > 0) await this.#applyAllowed(next.taken.filter(({ ref }) => !toReplace.has(ref)));
      const replaced = await this.#changes.replace(next.taken);
      const { counts, left } = await this.#applyAllowed(next.taken);
      this.#loaded = next;
      const removed = await this.#changes.remove(next.taken);
      return { counts, left, warnings: [...policyWarnings, ...replaced, ...removed] };
    } catch (error) {
      if (this.#loaded) {
        this.#policiesOf(this.#loaded);
        await services.apply(this.#loaded.taken);
      }
      throw error;
    }
  }

  /** Gives the services the resources; leaves out those that one cannot read and the developer goes on without. */
  async #applyAllowed(
    resources: readonly Resource[],
    left: readonly Finding[] = [],
  ): Promise<{ counts: Record<string, number>; left: readonly Finding[] }> {
    const services = await this.#ensureServices();
    const { counts, faults } = await services.apply(resources);
    if (faults.length === 0) return { counts, left };
    const findings = faults.map((fault) => findingOf(fault, resources));
    const refusals = findings.filter((finding) => !isAllowed(finding, this.#options.allowed));
    if (refusals.length > 0) throw refuse(refusals);
    const isLeft = ({ logicalId }: Resource) => findings.some((finding) => finding.logicalId === logicalId);
    return this.#applyAllowed(
      resources.filter((resource) => !isLeft(resource)),
      [...left, ...findings],
    );
  }

  /** Lets the roles and assets of an app count; answers what of its policies is not understood. */
  #policiesOf({ assembly, graph }: Loaded): readonly string[] {
    const policies = gatherPolicies(graph.resources);
    this.#policies.replace(policies.statements, policies);
    this.#assembly = assembly;
    return policies.warnings;
  }

  async #ensureServices(): Promise<ServiceSet> {
    if (this.#services) return this.#services;
    const services = new ServiceSet({
      clock: this.#clock,
      bus: this.#bus,
      policies: this.#policies,
      dataFolder: this.#options.dataFolder,
      endpoint: this.endpoint,
      region: REGION,
      account: ACCOUNT,
      asset: (key) => {
        if (!this.#assembly) throw new OfflineError('No cloud assembly is loaded.', 'Start the backend first.');
        return this.#assembly.asset(key);
      },
    });
    this.#services = services;
    await services.create();
    this.#router = new Router(
      services.running,
      createHelpers({
        clock: this.#clock,
        bus: this.#bus,
        traces: this.#traces,
        region: REGION,
        summary: () => this.#summary,
        resources: () => this.#loaded?.graph.resources ?? [],
      }),
      { ring: this.#traces, clock: this.#clock },
    );
    return services;
  }

  #lookUp(kind: 'ssm' | 'secret', name: string): string | undefined {
    if (kind === 'ssm') return this.#bus.find('ssm')?.value(name);
    return this.#bus.find('ssm')?.secret(name) ?? this.#bus.find('secrets')?.value(name);
  }
}
