import type { Component } from '../schema.ts';
import type { Piece } from './piece.ts';
import { nearest } from './resolver.ts';

type Property = Component['properties'][number];

/** Components with the properties that code sets on them afterwards, in place of their own of that name. */
export function withOverrides(components: readonly Component[], pieces: readonly Piece[]): Component[] {
  const overrides = pieces.flatMap(({ fragment }) => fragment.overrides ?? []);
  if (overrides.length === 0) return [...components];
  const byId = Map.groupBy(components, ({ id }) => id);
  const added = new Map<Component, Property[]>();
  for (const { id, property } of overrides) {
    const component = nearest(byId.get(id), property.source.file);
    const known = component && added.get(component);
    if (known) known.push(property);
    else if (component) added.set(component, [property]);
  }
  return components.map((component) => {
    const own = added.get(component);
    if (own === undefined) return component;
    const names = new Set(own.map(({ name }) => name));
    return { ...component, properties: [...component.properties.filter(({ name }) => !names.has(name)), ...own] };
  });
}
