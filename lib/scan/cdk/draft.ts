import type { EnvironmentValue, Fragment, FunctionCode, Override, Reference } from '../dialect.ts';
import type { Api, Component, Relation, Source, Store, SystemEvent } from '../schema.ts';
import type { Construct } from './construct.ts';
import type { Constructs } from './constructs.ts';

type Key = Store['keys'][number];

/** A table as several calls build it. */
export interface StoreDraft {
  readonly id: string;
  readonly keys: Key[];
  readonly indexes: { name: string; keys: Key[] }[];
  readonly source: Source;
  readonly confidence: number;
}

/** What the constructs of one file bring, while it is read. */
export class Draft {
  readonly file: string;
  readonly constructs: Constructs;
  readonly components: Component[] = [];
  readonly relations: Relation[] = [];
  readonly apis: Api[] = [];
  readonly stores: StoreDraft[] = [];
  readonly events: SystemEvent[] = [];
  readonly functions: FunctionCode[] = [];
  readonly environment: EnvironmentValue[] = [];
  readonly overrides: Override[] = [];

  constructor(file: string, constructs: Constructs) {
    this.file = file;
    this.constructs = constructs;
  }

  relate(
    from: readonly Construct[],
    to: readonly Construct[],
    kind: Relation['kind'],
    source: Source,
    sure = 0.9,
  ): void {
    const confidence = from.length > 1 || to.length > 1 ? 0.6 : sure;
    for (const one of from) {
      for (const other of to) {
        if (one.id !== other.id) this.relations.push({ from: one.id, to: other.id, kind, source, confidence });
      }
    }
  }

  api(method: string, path: string, targets: readonly Construct[], source: Source): void {
    const target = targets.find(({ kind }) => kind === 'function') ?? targets[0];
    const clean = `/${path}`.replaceAll(/\/{2,}/g, '/').slice(0, 1024);
    this.apis.push({ method, path: clean, target: target?.id ?? null, source, confidence: target ? 0.9 : 0.6 });
  }

  put(functionId: string, variable: string, value: Reference, source: Source): void {
    this.environment.push({ functionId, variable, value, source, confidence: value.kind === 'id' ? 0.9 : 0.6 });
  }

  fragment(): Fragment {
    const { components, relations, apis, events, functions, environment, overrides } = this;
    const stores = this.stores.map((store): Store => ({ ...store, accessPatterns: [] }));
    return { components, relations, apis, stores, events, functions, environment, overrides };
  }
}
