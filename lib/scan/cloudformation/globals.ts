import { child, type Entry, type Node } from '../syntax/node.ts';

/** The section of `Globals` for a type of the serverless transform. */
const sections: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'Function',
  'AWS::Serverless::Api': 'Api',
  'AWS::Serverless::HttpApi': 'HttpApi',
  'AWS::Serverless::SimpleTable': 'SimpleTable',
  'AWS::Serverless::StateMachine': 'StateMachine',
  'AWS::Serverless::LayerVersion': 'LayerVersion',
  'AWS::Serverless::WebSocketApi': 'WebSocketApi',
  'AWS::Serverless::CapacityProvider': 'CapacityProvider',
};

/** A resource's properties with the template's globals beneath: maps merge, lists add up, scalars are the resource's own. */
export function withGlobals(type: string, properties: Node | undefined, globals: Node | undefined): Node | undefined {
  const section = sections[type];
  const base = section === undefined ? undefined : child(globals, section);
  return base === undefined ? properties : merged(base, properties);
}

function merged(base: Node, own: Node | undefined): Node {
  if (own === undefined) return base;
  if (base.kind === 'list' && own.kind === 'list') return { ...own, items: [...base.items, ...own.items] };
  if (base.kind !== 'map' || own.kind !== 'map' || isCall(base) || isCall(own)) return own;
  const entries = new Map<string, Entry>(base.entries);
  for (const [key, entry] of own.entries) {
    const beneath = base.entries.get(key);
    entries.set(key, beneath === undefined ? entry : { line: entry.line, value: merged(beneath.value, entry.value) });
  }
  return { kind: 'map', line: own.line, entries };
}

function isCall({ entries }: { entries: ReadonlyMap<string, Entry> }): boolean {
  const [key] = entries.keys();
  return entries.size === 1 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'));
}
