import type { Component, Source } from '../schema.ts';
import type { Property, System } from './system.ts';

/** A statement of an identity's policy, as its component's properties tell it. */
export interface Statement {
  readonly component: Component;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly actionSource: Source;
  readonly resourceSource: Source;
}

/** The statements that allow something, of roles, policies, functions and state machines. */
export function* identityStatements(system: System): Iterable<Statement> {
  for (const component of system.ofKind('role', 'policy', 'function', 'state-machine')) {
    if (/Permission$|(?:Bucket|Queue|Topic)Policy$/.test(component.type)) continue;
    for (const property of component.properties) {
      const prefix =
        /^((?:Policies\.\d+\.(?:PolicyDocument\.)?|PolicyDocument\.)(?:Statement)(?:\.\d+)?)\.Action$/.exec(
          property.name,
        )?.[1];
      if (prefix === undefined || system.value(component, `${prefix}.Effect`) === 'Deny') continue;
      const resource = system.property(component, `${prefix}.Resource`);
      yield {
        component,
        actions: listed(property),
        resources: resource === undefined ? [] : listed(resource),
        actionSource: property.source,
        resourceSource: resource?.source ?? property.source,
      };
    }
  }
}

/** A property that is one value or a list of them as JSON. */
function listed({ value }: Property): string[] {
  const text = String(value);
  if (!text.startsWith('[')) return [text];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(String) : [text];
  } catch {
    // A long list is cut: what is left of it still tells.
    return [...text.matchAll(/"([^"]*)"/g)].map(([, item = '']) => item);
  }
}
