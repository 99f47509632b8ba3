import { originOf, type Value } from '../code/value.ts';

/** A builder's call: its method with what it was given. */
export interface Link<Node extends object> {
  readonly method: string;
  readonly inputs: readonly Value<Node>[];
  readonly node: Node;
}

export interface Chain<Node extends object> {
  /** The first call, such as `a.model` or, of a callback's parameter, its name. */
  readonly root: Link<Node>;
  readonly links: readonly Link<Node>[];
}

/** `a.model({ … }).identifier([ … ]).authorization(…)` taken apart; undefined of what is no such chain. */
export function chainOf<Node extends object>(value: Value<Node> | undefined): Chain<Node> | undefined {
  const links: Link<Node>[] = [];
  let current = value;
  for (let depth = 0; current?.kind === 'call' && depth < 40; depth++) {
    const { callee, node } = current;
    const inputs = current.inputs().positional;
    const origin = originOf(callee);
    if (origin) {
      if (!/^@aws-amplify\/(?:backend|data-schema)/.test(origin.module)) return undefined;
      return { root: { method: origin.name, inputs, node }, links: links.reverse() };
    }
    if (callee.kind === 'parameter') return { root: { method: callee.name, inputs, node }, links: links.reverse() };
    if (callee.kind !== 'member') return undefined;
    // index('status'), where the callback's parameter is called itself, or allow.owner() where its member is.
    if (callee.of.kind === 'parameter') return { root: { method: callee.name, inputs, node }, links: links.reverse() };
    links.push({ method: callee.name, inputs, node });
    current = callee.of;
  }
  return undefined;
}

export function linkOf<Node extends object>(chain: Chain<Node>, method: string): Link<Node> | undefined {
  return chain.links.find((link) => link.method === method);
}
