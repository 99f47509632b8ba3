import path from 'node:path';
import type {
  CodeUse,
  EnvironmentValue,
  Fragment,
  FunctionCode,
  NamedValue,
  PendingRelation,
  PendingTarget,
  Reference,
  SourceTree,
} from '../dialect.ts';
import type { Api, Component, Relation, RelationKind, Source, Store, SystemEvent } from '../schema.ts';
import { child, type Node, type Problem, textOf } from '../syntax/node.ts';
import { assetPath } from './assets.ts';
import { Evaluator } from './evaluator.ts';
import { kindOfType } from './kinds.ts';
import { type Mention, mentionsOf } from './references.ts';
import type { Resource, Template } from './template.ts';

/** Ids that transforms derive from a resource's: `OrdersRole`, `OrdersAliaslive`. */
const GENERATED = /^(?:Role|Version\w*|Alias\w*|Stage|\w*Stage|Url|Permission|EventsRule\w*|LogGroup)$/;

/** What a template brings, while its resources are read one by one. */
export class Draft {
  readonly template: Template;
  readonly evaluator: Evaluator;
  readonly tree: SourceTree;
  readonly components: Component[] = [];
  readonly relations: Relation[] = [];
  readonly pending: PendingRelation[] = [];
  readonly apis: Api[] = [];
  readonly stores: Store[] = [];
  /** Of tables that may be read later than who uses them. */
  readonly patterns: { readonly table: string; readonly pattern: Store['accessPatterns'][number] }[] = [];
  readonly events: SystemEvent[] = [];
  readonly environment: EnvironmentValue[] = [];
  readonly functions: FunctionCode[] = [];
  readonly targets: PendingTarget[] = [];
  readonly names: NamedValue[] = [];
  /** Of code that stands within the template. */
  readonly uses: CodeUse[] = [];
  readonly problems: Problem[] = [];
  readonly covers = new Set<string>();

  constructor(template: Template, tree: SourceTree) {
    this.template = template;
    this.evaluator = new Evaluator(template);
    this.tree = tree;
    this.problems.push(...template.problems);
  }

  get file(): string {
    return this.template.file;
  }

  source(line: number, file = this.file): Source {
    return { file, line };
  }

  /** The resource of a mention, also by an id that a transform derives from it. */
  resourceOf({ name }: Pick<Mention, 'name'>): Resource | undefined {
    const { resources } = this.template;
    const exact = resources.get(name);
    if (exact !== undefined || name.includes(':')) return exact;
    // Serverless Framework's logical id of the function `create` is CreateLambdaFunction.
    const framework = /^([A-Z])(\w*)LambdaFunction$/.exec(name);
    const own = framework && resources.get((framework[1] ?? '').toLowerCase() + (framework[2] ?? ''));
    if (own) return own;
    for (let length = name.length - 1; length > 0; length -= 1) {
      const found = resources.get(name.slice(0, length));
      if (found?.type.startsWith('AWS::Serverless::') && GENERATED.test(name.slice(length))) return found;
    }
    return undefined;
  }

  /** The first resource that a node names. */
  resource(node: Node | undefined): Resource | undefined {
    for (const mention of mentionsOf(this.evaluator.settle(node))) {
      const found = this.resourceOf(mention);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What a node names: a resource, else what other files know. */
  reference(node: Node | undefined): Reference | undefined {
    const settled = this.evaluator.settle(node);
    if (settled === undefined) return undefined;
    for (const mention of mentionsOf(settled)) {
      const found = this.#mentioned(mention);
      if (found !== undefined) return found;
    }
    const value = this.evaluator.value(settled);
    if (typeof value !== 'string' || value === '') return undefined;
    const imported = /\$\{ImportValue:(.+)\}/.exec(value)?.[1];
    if (imported !== undefined) return { kind: 'export', name: imported };
    const stored = /^\{\{resolve:ssm(?:-secure)?:([^:}]+)/.exec(value)?.[1];
    if (stored !== undefined) return { kind: 'export', name: storedName(stored) };
    return { kind: 'name', name: value };
  }

  #mentioned(mention: Mention): Reference | undefined {
    const resource = this.resourceOf(mention);
    if (resource !== undefined) return this.#outputOf(resource, mention) ?? { kind: 'id', id: resource.id };
    const parameter = this.template.parameters.get(mention.name);
    if (parameter === undefined) return undefined;
    const stored = parameter.type.startsWith('AWS::SSM::') ? textOf(parameter.fallback) : undefined;
    if (stored !== undefined) return { kind: 'export', name: storedName(stored) };
    return { kind: 'parameter', file: this.file, name: mention.name };
  }

  /** `Nested.Outputs.X` names something in the nested template. */
  #outputOf(resource: Resource, { attribute }: Mention): Reference | undefined {
    if (!attribute?.startsWith('Outputs.')) return undefined;
    const file = this.nestedFile(resource);
    return file === undefined ? undefined : { kind: 'output', file, name: attribute.slice('Outputs.'.length) };
  }

  /** The local template of a nested stack or application. */
  nestedFile(resource: Resource): string | undefined {
    if (kindOfType(resource.type) !== 'stack') return undefined;
    const { evaluator } = this;
    // What CDK synthesizes names the file beside it here, and a bucket in the property.
    const asset = textOf(child(resource.node, 'Metadata', 'aws:asset:path'));
    if (asset !== undefined) return this.local(asset);
    const location =
      evaluator.text(evaluator.at(resource.properties, 'TemplateURL')) ??
      evaluator.text(evaluator.at(resource.properties, 'Location'));
    if (location === undefined) return undefined;
    return this.local(location) ?? assetPath(location, this.tree);
  }

  /** The path in the source of a file that the template names beside itself. */
  local(location: string): string | undefined {
    if (/^[a-z][a-z0-9+.-]*:/i.test(location) || location.includes('${')) return undefined;
    const base = path.posix.dirname(this.file);
    const clean = location.replaceAll('\\', '/');
    // Some templates are packaged from a folder of their own: what leads out is tried nearer the root too.
    for (const start of [base, path.posix.join(base, 'build'), '.']) {
      const found = path.posix.join(start, clean);
      if (!found.startsWith('..') && this.tree.get(found) !== undefined) return found;
    }
    return undefined;
  }

  relate(relation: {
    from: string | Reference;
    to: string | Reference | undefined;
    kind: RelationKind;
    line: number;
    file?: string;
    confidence?: number;
  }): void {
    const { kind, line, confidence = 1 } = relation;
    const from = asReference(relation.from);
    if (relation.to === undefined) return;
    const to = asReference(relation.to);
    const source = this.source(line, relation.file);
    if (from.kind === 'id' && to.kind === 'id') {
      if (from.id !== to.id) this.relations.push({ from: from.id, to: to.id, kind, source, confidence });
    } else this.pending.push({ from, to, kind, source, confidence: Math.min(confidence, 0.9) });
  }

  fragment(): Fragment {
    for (const { table, pattern } of this.patterns)
      this.stores.find(({ id }) => id === table)?.accessPatterns.push(pattern);
    const { components, relations, pending, apis, stores, events, environment, functions, targets, names } = this;
    const { problems: unreadable, covers, uses } = this;
    const found = { components, relations, pending, apis, stores, events, environment, functions, targets, names };
    return { ...found, uses, covers: [...covers], unreadable };
  }
}

/** What a value of the parameter store is called among exports. */
export const storedName = (name: string) => `ssm:${name}`;

function asReference(end: string | Reference): Reference {
  return typeof end === 'string' ? { kind: 'id', id: end } : end;
}
