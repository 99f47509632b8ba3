import type { Resource } from '../kernel/resource.ts';

export type ResourceNode = {
  /** `<stack path>/<logical id>`. */
  readonly id: string;
  readonly logicalId: string;
  readonly type: string;
  /** The physical name. */
  readonly name: string;
  readonly stack: string;
};
/** One resource names another in a property. */
export type ResourceEdge = { readonly from: string; readonly to: string; readonly property: string };
export type ResourceGraph = { readonly nodes: readonly ResourceNode[]; readonly edges: readonly ResourceEdge[] };

const idOf = ({ stackPath, logicalId }: Resource): string => (stackPath ? `${stackPath}/${logicalId}` : logicalId);

const nodeOf = (resource: Resource): ResourceNode => ({
  id: idOf(resource),
  logicalId: resource.logicalId,
  type: resource.type,
  name: resource.ref,
  stack: resource.stackPath,
});

/** Shorter texts are values, not names: `true`, `PROD`, a number. */
const LEAST_NAME = 6;
/** Longer texts are code or schemas. */
const LONGEST_TEXT = 2000;

/**
 * Who names whom. References were resolved before services took the resources, so an edge is found where a property
 * holds another resource's name, ARN or URL, whole or as part of an ARN or a text.
 */
export function resourceGraph(resources: readonly Resource[]): ResourceGraph {
  const byName = new Map<string, Resource>();
  for (const resource of resources) {
    for (const name of namesOf(resource)) if (!byName.has(name)) byName.set(name, resource);
  }
  const edges = new Map<string, ResourceEdge>();
  for (const resource of resources) {
    const from = idOf(resource);
    for (const { property, text } of texts(resource.properties)) {
      for (const target of mentioned(text, byName)) {
        const to = idOf(target);
        const key = `${from} ${to}`;
        if (from !== to && !edges.has(key)) edges.set(key, { from, to, property });
      }
    }
  }
  return { nodes: resources.map(nodeOf), edges: [...edges.values()] };
}

function namesOf({ ref, attributes }: Resource): string[] {
  const own = Object.values(attributes).filter((value) => typeof value === 'string');
  return [ref, ...own].filter((name) => name.length >= LEAST_NAME && !/\s/.test(name));
}

function mentioned(text: string, byName: ReadonlyMap<string, Resource>): Resource[] {
  const whole = byName.get(text);
  if (whole) return [whole];
  if (text.length > LONGEST_TEXT) return [];
  const parts = text.match(/[\w:/.-]{6,}/g) ?? [];
  return parts.flatMap((part) => {
    const shorter = part.replace(/\/(index|stream|\*).*$/, '').replace(/[/.:-]+$/, '');
    return byName.get(part) ?? byName.get(shorter) ?? [];
  });
}

function* texts(value: unknown, property = ''): Generator<{ property: string; text: string }> {
  if (typeof value === 'string') {
    if (value.length >= LEAST_NAME) yield { property, text: value };
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) yield* texts(inner, property ? `${property}.${name}` : name);
  }
}

export type ResourceDetail = ResourceNode & {
  readonly path: string;
  readonly attributes: unknown;
  readonly properties: unknown;
  readonly uses: readonly ResourceEdge[];
  readonly usedBy: readonly ResourceEdge[];
};

/** One resource whole, its secrets masked; undefined where the app has none of that id. */
export function resourceDetail(resources: readonly Resource[], id: string): ResourceDetail | undefined {
  const resource = resources.find((each) => idOf(each) === id);
  if (!resource) return undefined;
  const { edges } = resourceGraph(resources);
  return {
    ...nodeOf(resource),
    path: resource.path,
    attributes: masked(resource.attributes),
    properties: masked(resource.properties),
    uses: edges.filter(({ from }) => from === id),
    usedBy: edges.filter(({ to }) => to === id),
  };
}

const SECRET = /secret|password|passwd|token|api_?key|private_?key|credential/i;
/** Names that speak of a secret without being one. */
const HARMLESS = /arn$|name$|validity|tokens?(per|limit)|policy|enabled$|ttl$|path$|config$|url$/i;

/** The value with what its names call a secret replaced by dots. */
export function masked(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return value !== '' && SECRET.test(name) && !HARMLESS.test(name) ? '••••••••' : value;
  if (Array.isArray(value)) return value.map((each) => masked(each, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner, key)]));
}
