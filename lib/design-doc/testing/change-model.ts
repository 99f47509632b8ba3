import type { Component, SystemModel } from '#lib/scan/schema';

/** The model with one property of one component set to another value; undefined takes it away. */
export function withProperty(
  model: SystemModel,
  id: string,
  name: string,
  value: Component['properties'][number]['value'] | undefined,
): SystemModel {
  return {
    ...model,
    components: model.components.map((component) => {
      if (component.id !== id) return component;
      const old = component.properties.find((property) => property.name === name);
      const rest = component.properties.filter((property) => property !== old);
      const source = old?.source ?? component.source;
      return { ...component, properties: value === undefined ? rest : [...rest, { name, value, source }] };
    }),
  };
}

/** The model as if `lines` new lines stood above everything of a file. */
export function movedDown(model: SystemModel, file: string, lines: number): SystemModel {
  return JSON.parse(JSON.stringify(model), (_key, value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    'file' in value &&
    'line' in value &&
    value.file === file &&
    typeof value.line === 'number'
      ? { file, line: value.line + lines }
      : value,
  ) as SystemModel;
}
