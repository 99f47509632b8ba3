import path from 'node:path';
import type { EnvironmentValue, NamedValue, Reference } from '../dialect.ts';
import type { Component, ComponentKind } from '../schema.ts';

export interface Resolved {
  readonly component: Component;
  readonly confidence: number;
}

/** From where a reference is looked at: a file, and the function whose environment counts. */
export interface Viewpoint {
  readonly file: string;
  readonly functionId: string | null;
  /** What the reference can only be, where that is known: a table of one name is no bus. */
  readonly kinds?: readonly ComponentKind[] | undefined;
}

const MAX_STEPS = 12;

/** Finds what references of all files stand for. Several templates may use one id: then the nearest is meant. */
export class Resolver {
  readonly #byId: ReadonlyMap<string, readonly Component[]>;
  readonly #byName: ReadonlyMap<string, readonly Component[]>;
  readonly #named: ReadonlyMap<string, { readonly value: Reference; readonly file: string }>;
  readonly #variables: ReadonlyMap<string, readonly EnvironmentValue[]>;

  constructor(input: {
    components: readonly Component[];
    names: readonly (NamedValue & { readonly file: string })[];
    environment: readonly EnvironmentValue[];
  }) {
    this.#byId = grouped(input.components, ({ id }) => id);
    this.#byName = grouped(input.components, ({ name }) => name);
    this.#named = new Map(input.names.map(({ reference, value, file }) => [keyOf(reference), { value, file }]));
    this.#variables = grouped(input.environment, ({ variable }) => variable);
  }

  /** The component of an id, the one in the file where several have it. */
  byId(id: string, file: string): Component | undefined {
    return nearest(this.#byId.get(id), file);
  }

  resolve(reference: Reference | null | undefined, from: Viewpoint, steps = 0): Resolved | undefined {
    if (reference === null || reference === undefined || steps > MAX_STEPS) return undefined;
    switch (reference.kind) {
      case 'id':
        return found(this.byId(reference.id, from.file), 1);
      case 'name':
        return this.#byAnyName(reference.name, from);
      case 'environment':
        return this.#variable(reference.variable, from, steps);
      case 'parameter':
      case 'output':
      case 'export': {
        const known = this.#named.get(keyOf(reference));
        const result = known && this.resolve(known.value, { ...from, file: known.file }, steps + 1);
        return result && { ...result, confidence: Math.min(result.confidence, 0.9) };
      }
      case 'code':
        return undefined;
    }
  }

  #variable(variable: string, from: Viewpoint, steps: number): Resolved | undefined {
    const values = this.#variables.get(variable) ?? [];
    const own = values.filter(({ functionId }) => functionId === from.functionId);
    const value = own.find(({ source }) => source.file === from.file) ?? own[0];
    if (value !== undefined) {
      const result = this.resolve(value.value, { ...from, file: value.source.file }, steps + 1);
      return result && { ...result, confidence: Math.min(result.confidence, 0.9) };
    }
    // No function is known to hold it: what all who do agree on.
    const agreed = new Set<Component>();
    for (const each of values) {
      const there = { ...from, file: each.source.file, functionId: each.functionId };
      const result = this.resolve(each.value, there, steps + 1);
      if (result !== undefined) agreed.add(result.component);
    }
    const [component] = agreed;
    return agreed.size === 1 ? found(component, 0.6) : undefined;
  }

  #byAnyName(name: string, from: Viewpoint): Resolved | undefined {
    const { file, kinds } = from;
    const all = this.#byName.get(name) ?? this.#byId.get(name);
    const fitting = all?.filter(({ kind }) => kinds?.includes(kind) ?? true);
    const exact = fitting?.length === 0 ? all : fitting;
    if (exact !== undefined) return found(nearest(exact, file), exact.length === 1 ? 0.9 : 0.6);
    // arn:aws:dynamodb:us-east-1:123456789012:table/orders; ${Orders} in code that stands in its template
    const last = /^arn:.*[:/]([^:/]+)$/.exec(name)?.[1] ?? /^\$\{(\w+)(?:\.\w+)?\}$/.exec(name)?.[1];
    return last === undefined || last === name ? undefined : this.#byAnyName(last, from);
  }
}

function found(component: Component | undefined, confidence: number): Resolved | undefined {
  return component && { component, confidence };
}

/** Of several the one in the file, else the one in the nearest folder above it. */
export function nearest(components: readonly Component[] | undefined, file: string): Component | undefined {
  if (components === undefined || components.length <= 1) return components?.[0];
  const same = components.find(({ source }) => source.file === file);
  if (same !== undefined) return same;
  for (let folder = path.posix.dirname(file); folder !== '.'; folder = path.posix.dirname(folder)) {
    const near = components.find(({ source }) => source.file.startsWith(`${folder}/`));
    if (near !== undefined) return near;
  }
  return components[0];
}

function keyOf(reference: NamedValue['reference']): string {
  return `${reference.kind}\n${'file' in reference ? reference.file : ''}\n${reference.name}`;
}

function grouped<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group === undefined) groups.set(key(value), [value]);
    else group.push(value);
  }
  return groups;
}
