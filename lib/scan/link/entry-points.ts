import type { SourceTree } from '../dialect.ts';
import type { Component } from '../schema.ts';
import type { Piece } from './piece.ts';
import { entryFile } from './reach.ts';

/** Functions with the place of their handler, as the property `EntryPoint`, where the source has its code. */
export function withEntryPoints(
  components: readonly Component[],
  pieces: readonly Piece[],
  tree: SourceTree,
): Component[] {
  const handlers = new Map(
    pieces.flatMap(({ fragment }) =>
      (fragment.handlers ?? []).map((handler) => [`${handler.file}\n${handler.name}`, handler.source] as const),
    ),
  );
  const points = new Map<string, Component['properties'][number]>();
  for (const { file, fragment } of pieces) {
    for (const { functionId, entries, handler } of fragment.functions ?? []) {
      const entry = entryFile(entries, tree);
      const source = entry === undefined ? undefined : handlers.get(`${entry}\n${handler ?? 'handler'}`);
      if (source === undefined) continue;
      const value = `${source.file}#${handler ?? 'handler'}`;
      points.set(`${file}\n${functionId}`, { name: 'EntryPoint', value, source });
    }
  }
  return components.map((component) => {
    const point = points.get(`${component.source.file}\n${component.id}`);
    return component.kind === 'function' && point
      ? { ...component, properties: [...component.properties, point] }
      : component;
  });
}
