import type { Component } from '../schema.ts';
import type { Piece } from './piece.ts';

/** Components with the properties that code sets on them afterwards, in place of their own of that name. */
export function withOverrides(components: readonly Component[], pieces: readonly Piece[]): Component[] {
  const overrides = pieces.flatMap(({ fragment }) => fragment.overrides ?? []);
  if (overrides.length === 0) return [...components];
  return components.map((component) => {
    const own = overrides.filter(({ id }) => id === component.id).map(({ property }) => property);
    if (own.length === 0) return component;
    const names = new Set(own.map(({ name }) => name));
    return { ...component, properties: [...component.properties.filter(({ name }) => !names.has(name)), ...own] };
  });
}
