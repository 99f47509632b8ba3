import type { Api, Component, ComponentKind, Relation, RelationKind, SystemModel } from '../schema.ts';
import { isStructured } from '../syntax/parse.ts';

export type Linked = Omit<SystemModel, 'files' | 'findings'>;
export type Property = Component['properties'][number];

/** Whether a component stands in a template, which says all there is, and not in code that makes one. */
export const isTemplate = ({ source }: Component) => isStructured(source.file);

/** A linked model with what rules ask of it. */
export class System {
  readonly model: Linked;
  readonly #byKind = new Map<ComponentKind, Component[]>();
  readonly #byId = new Map<string, Component[]>();
  readonly #from = new Map<string, Relation[]>();
  readonly #to = new Map<string, Relation[]>();
  readonly #apis = new Map<string, Api[]>();
  readonly #properties = new Map<Component, ReadonlyMap<string, Property>>();

  constructor(model: Linked) {
    this.model = model;
    for (const component of model.components) {
      push(this.#byKind, component.kind, component);
      push(this.#byId, component.id, component);
    }
    for (const api of model.apis) if (api.target !== null) push(this.#apis, api.target, api);
    for (const relation of model.relations) {
      push(this.#from, relation.from, relation);
      push(this.#to, relation.to, relation);
    }
  }

  /** The APIs that a component answers. */
  apisOf({ id, source }: Pick<Component, 'id' | 'source'>): Api[] {
    const isShared = (this.#byId.get(id)?.length ?? 0) > 1;
    const folder = source.file.slice(0, source.file.lastIndexOf('/') + 1);
    return (this.#apis.get(id) ?? []).filter((api) => !isShared || api.source.file.startsWith(folder));
  }

  ofKind(...kinds: readonly ComponentKind[]): Component[] {
    return kinds.flatMap((kind) => this.#byKind.get(kind) ?? []);
  }

  /**
   * Components that a source states, so that what they do not say is not there: literally, or in code that makes them by a
   * function of its own.
   */
  stated(...kinds: readonly ComponentKind[]): Component[] {
    return this.ofKind(...kinds).filter((component) => {
      const { type, confidence } = component;
      const isStated = confidence === 1 || (confidence >= 0.9 && !isTemplate(component));
      return isStated && /^(?:AWS|Custom)::/.test(type);
    });
  }

  ofType(type: RegExp): Component[] {
    return this.model.components.filter((component) => type.test(component.type));
  }

  /** The component of an id, of several the one in the file. */
  component(id: string | null, file?: string): Component | undefined {
    const known = id === null ? undefined : this.#byId.get(id);
    return known?.find(({ source }) => source.file === file) ?? known?.[0];
  }

  property(component: Component, name: string): Property | undefined {
    let known = this.#properties.get(component);
    if (known === undefined) {
      known = new Map(component.properties.map((property) => [property.name, property]));
      this.#properties.set(component, known);
    }
    return known.get(name);
  }

  value(component: Component, ...names: readonly string[]): Property['value'] | undefined {
    for (const name of names) {
      const found = this.property(component, name);
      if (found !== undefined) return found.value;
    }
    return undefined;
  }

  number(component: Component, name: string): number | undefined {
    const value = this.value(component, name);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  }

  isTrue(component: Component, ...names: readonly string[]): boolean {
    return String(this.value(component, ...names)) === 'true';
  }

  matching(component: Component, name: RegExp): Property[] {
    return component.properties.filter((property) => name.test(property.name));
  }

  /** Relations that a component is one end of, in the files that speak of it. */
  from(component: Component, ...kinds: readonly RelationKind[]): Relation[] {
    return this.#near(this.#from.get(component.id), component, kinds);
  }

  to(component: Component, ...kinds: readonly RelationKind[]): Relation[] {
    return this.#near(this.#to.get(component.id), component, kinds);
  }

  #near(relations: readonly Relation[] | undefined, component: Component, kinds: readonly RelationKind[]): Relation[] {
    const isShared = (this.#byId.get(component.id)?.length ?? 0) > 1;
    return (relations ?? []).filter(
      ({ kind, source }) =>
        (kinds.length === 0 || kinds.includes(kind)) && (!isShared || source.file === component.source.file),
    );
  }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
