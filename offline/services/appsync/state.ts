import { createHash, randomBytes } from 'node:crypto';
import { uuid } from '../../kernel/ids.ts';
import type { Resource } from '../../kernel/resource.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';
import { type Api, buildApis } from './api.ts';
import { type PageTokens, pageTokens } from './data-sources/dynamodb/pagination.ts';
import type { EvaluationSource } from './evaluation/contract.ts';
import { HandlerCompiler } from './resolvers/handlers.ts';

const MIGRATIONS = ['CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL)'];

/** The APIs of the app, and the little that AppSync itself keeps: the secret of its page tokens. */
export class AppSyncState {
  readonly store: Store;
  /** Time and ids of evaluations. */
  readonly source: EvaluationSource;
  readonly #context: ServiceContext;
  readonly #handlers: HandlerCompiler;
  readonly #tokens: PageTokens;
  #apis = new Map<string, Api>();
  /** Served at the plain path. */
  #main: Api | undefined;
  #fingerprint = '';

  constructor(context: ServiceContext) {
    this.#context = context;
    this.store = context.openStore(MIGRATIONS);
    this.store.run("INSERT OR IGNORE INTO secret (name, value) VALUES ('page-tokens', ?)", randomBytes(32));
    const secret = this.store.get("SELECT value FROM secret WHERE name = 'page-tokens'")?.value;
    if (!(secret instanceof Uint8Array)) throw new Error('the secret of the page tokens is not in the store');
    this.#tokens = pageTokens(secret);
    this.source = { now: () => context.clock.now(), uuid };
    this.#handlers = new HandlerCompiler({ asset: (location) => context.asset(location), source: this.source });
  }

  /**
   * Builds the APIs anew where their resources changed, and answers whether they did.
   * @throws DefinitionError naming the resource that does not hold; the APIs stay as they were.
   */
  apply(resources: readonly Resource[]): boolean {
    // Assets are named by their content, so the resources tell all.
    const fingerprint = createHash('sha256').update(JSON.stringify(resources)).digest('hex');
    if (fingerprint === this.#fingerprint) return false;
    const parts = { context: this.#context, handlers: this.#handlers, tokens: this.#tokens };
    this.#apis = new Map(buildApis(resources, parts).map((api) => [api.id, api]));
    this.#main = [...this.#apis.values()].find(({ isMain }) => isMain) ?? this.#apis.values().next().value;
    this.#fingerprint = fingerprint;
    return true;
  }

  /** The API behind `/graphql/<id>…`; behind plain `/graphql…` the app's data API, or its first. */
  api(path: string): Api | undefined {
    const id = path.split('?')[0]?.split('/')[2];
    if (id === undefined || id === '' || id === 'realtime') return this.#main;
    return this.#apis.get(id);
  }
}
