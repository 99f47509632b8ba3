import { DefinitionError } from '../kernel/errors.ts';
import { stableLetters } from '../kernel/ids.ts';
import type { Identity, IdentityRequest, Resource, ResourceSupport } from '../kernel/resource.ts';
import type { CloudAssembly, Template, TemplateResource } from './cloud-assembly.ts';
import { resolveCondition, resolveValue, type Scope } from './intrinsics.ts';
import { referencedPools } from './reference-auth.ts';
import { isObject, objectOf, textOf } from './values.ts';

export type GraphInput = {
  readonly assembly: CloudAssembly;
  /** Who names the resources of a type; a type without one gets a plain name. */
  readonly supports: ReadonlyMap<string, ResourceSupport>;
  readonly region: string;
  readonly account: string;
  readonly endpoint: string;
  /** Value of an SSM parameter or secret that a template refers to (`{{resolve:…}}`, secret fetchers). */
  lookUp(kind: 'ssm' | 'secret', name: string): string | undefined;
};

export type AppGraph = {
  readonly resources: readonly Resource[];
  /** Outputs of the root stacks, resolved. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** `Metadata` of the root template. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly rootStack: string;
  readonly warnings: readonly string[];
};

type Stack = {
  readonly name: string;
  readonly path: string;
  readonly template: Template;
  /** Value of a parameter that the parent passes, or undefined. */
  argument(name: string): unknown;
  readonly children: Map<string, Stack>;
  readonly scope: Scope;
};

/** Resolves every resource of the assembly: names first and on demand, then properties. */
export function buildGraph(input: GraphInput): AppGraph {
  return new GraphBuilder(input).build();
}

class GraphBuilder {
  readonly #input: GraphInput;
  readonly #roots: Stack[];
  readonly #identities = new Map<string, Identity>();
  readonly #values = new Map<string, unknown>();
  readonly #underWay = new Set<string>();
  readonly #warnings = new Set<string>();

  constructor(input: GraphInput) {
    this.#input = input;
    this.#roots = input.assembly.stacks.map(({ name, template }) => this.#stack(name, name, template, () => undefined));
  }

  build(): AppGraph {
    const defined = this.#roots.flatMap((root) => this.#resources(root));
    const resources = [...defined, ...referencedPools(defined, this.#input.region)];
    const outputs: Record<string, unknown> = {};
    for (const root of this.#roots) {
      for (const [name, output] of Object.entries(root.template.outputs)) {
        if (this.#exists(root, output.Condition)) outputs[name] = resolveValue(output.Value, root.scope);
      }
    }
    const [root] = this.#roots;
    return {
      resources,
      outputs,
      metadata: root?.template.metadata ?? {},
      rootStack: root?.name ?? '',
      warnings: [...this.#warnings],
    };
  }

  #resources(stack: Stack): Resource[] {
    return Object.entries(stack.template.resources).flatMap(([logicalId, resource]) => {
      if (!this.#exists(stack, resource.condition)) return [];
      const child = this.#child(stack, logicalId);
      return [this.#resource(stack, logicalId, resource), ...(child ? this.#resources(child) : [])];
    });
  }

  #resource(stack: Stack, logicalId: string, { type, properties, metadata }: TemplateResource): Resource {
    const { ref, attributes = {} } = this.#identity(stack, logicalId);
    const resolved = this.#guarded(logicalId, () => objectOf(resolveValue(properties, stack.scope)));
    const path = textOf(metadata['aws:cdk:path']) || `${stack.path}/${logicalId}`;
    return { logicalId, stackPath: stack.path, type, properties: resolved, ref, attributes, path };
  }

  #stack(name: string, path: string, template: Template, argument: (name: string) => unknown): Stack {
    const { region, account } = this.#input;
    const pseudo: Readonly<Record<string, unknown>> = {
      'AWS::Region': region,
      'AWS::AccountId': account,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': name,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${name}/${stableLetters(12, path)}`,
      'AWS::NotificationARNs': [],
    };
    const stack: Stack = {
      name,
      path,
      template,
      argument,
      children: new Map(),
      scope: {
        region,
        ref: (id) => (Object.hasOwn(pseudo, id) ? pseudo[id] : this.#ref(stack, id)),
        getAtt: (id, attribute) => this.#attribute(stack, id, attribute),
        condition: (id) => this.#exists(stack, id),
        mapping: (id) => objectOf(template.mappings[id]),
        importValue: (id) => this.#export(id),
        dynamicReference: (reference) => this.#dynamicReference(reference),
      },
    };
    return stack;
  }

  #child(stack: Stack, logicalId: string): Stack | undefined {
    const known = stack.children.get(logicalId);
    const resource = stack.template.resources[logicalId];
    if (known || resource?.type !== 'AWS::CloudFormation::Stack') return known;
    const url = textOf(resolveValue(resource.properties.TemplateURL, stack.scope));
    const given = objectOf(resource.properties.Parameters);
    const child = this.#stack(
      `${stack.name}-${logicalId}`,
      `${stack.path}/${logicalId}`,
      this.#input.assembly.nested(url),
      (name) => (Object.hasOwn(given, name) ? resolveValue(given[name], stack.scope) : undefined),
    );
    stack.children.set(logicalId, child);
    return child;
  }

  #ref(stack: Stack, id: string): unknown {
    if (Object.hasOwn(stack.template.parameters, id)) return this.#parameter(stack, id);
    const resource = stack.template.resources[id];
    if (!resource) throw new Error(`${stack.path} has neither a parameter nor a resource ${id}`);
    return this.#exists(stack, resource.condition) ? this.#identity(stack, id).ref : undefined;
  }

  #parameter(stack: Stack, name: string): unknown {
    return this.#once(`${stack.path}?${name}`, () => {
      const { Type, Default } = stack.template.parameters[name] ?? {};
      const value = stack.argument(name) ?? Default;
      const type = textOf(Type);
      if (type.startsWith('AWS::SSM::Parameter::Value')) return this.#input.lookUp('ssm', textOf(value)) ?? value;
      const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
      return isList && !Array.isArray(value) ? textOf(value).split(',') : value;
    });
  }

  #exists(stack: Stack, condition: unknown): boolean {
    if (typeof condition !== 'string') return true;
    const expression = stack.template.conditions[condition];
    if (expression === undefined) throw new Error(`${stack.path} has no condition ${condition}`);
    return this.#once(`${stack.path}!${condition}`, () => resolveCondition(expression, stack.scope)) === true;
  }

  #attribute(stack: Stack, id: string, attribute: string): unknown {
    const child = attribute.startsWith('Outputs.') ? this.#child(stack, id) : undefined;
    if (child) return this.#output(child, attribute.slice('Outputs.'.length));
    const resource = stack.template.resources[id];
    if (!resource) throw new Error(`${stack.path} has no resource ${id}`);
    if (resource.type === 'Custom::AmplifySecretFetcherResource') return this.#secret(id, attribute);
    const { attributes = {}, ref } = this.#identity(stack, id);
    if (Object.hasOwn(attributes, attribute)) return attributes[attribute];
    // Custom resources answer with what they were given, as CDK's bucket deployment does with its bucket's ARN.
    const [head = '', ...rest] = attribute.split('.');
    if (resource.type.startsWith('Custom::') && Object.hasOwn(resource.properties, head) && rest.length === 0) {
      return resolveValue(resource.properties[head], stack.scope);
    }
    if (attribute === 'Arn') return this.#plainArn(resource.type, ref);
    // A type that no service takes is told as such, once; here a service forgot one of its attributes.
    if (this.#input.supports.has(resource.type)) {
      this.#warnings.add(
        `${id} (${resource.type}): its attribute ${attribute} is not known offline; its name stands for it.`,
      );
    }
    return attribute.endsWith('Arn') ? this.#plainArn(resource.type, ref) : ref;
  }

  #plainArn(type: string, name: string): string {
    const [, service = 'cloudformation', kind = 'resource'] = type.toLowerCase().split('::');
    if (name.startsWith('arn:')) return name;
    return `arn:aws:${service}:${this.#input.region}:${this.#input.account}:${kind}/${name}`;
  }

  #secret(logicalId: string, name: string): string {
    const value = this.#input.lookUp('secret', name);
    if (value !== undefined) return value;
    this.#warnings.add(
      `${logicalId}: the secret ${name} is not set; an empty text stands for it. Set it with npm run offline -- secret set ${name} (or PUT /_offline/secrets) and start again.`,
    );
    return '';
  }

  #output(stack: Stack, name: string): unknown {
    const output = stack.template.outputs[name];
    if (!output) throw new Error(`the nested stack ${stack.path} has no output ${name}`);
    return this.#once(`${stack.path}#${name}`, () => resolveValue(output.Value, stack.scope));
  }

  #export(name: string): unknown {
    for (const root of this.#roots) {
      for (const output of Object.values(root.template.outputs)) {
        if (!isObject(output.Export)) continue;
        if (resolveValue(output.Export.Name, root.scope) === name) return resolveValue(output.Value, root.scope);
      }
    }
    throw new Error(`no stack of the app exports ${name}`);
  }

  #dynamicReference(reference: string): string {
    const [service = '', ...rest] = reference.split(':');
    const name = service === 'secretsmanager' ? (rest[0] === 'arn' ? rest.slice(0, 7).join(':') : rest[0]) : rest[0];
    const found = this.#input.lookUp(service === 'secretsmanager' ? 'secret' : 'ssm', name ?? '');
    if (found === undefined) {
      this.#warnings.add(`{{resolve:${reference}}}: ${name} has no value; an empty text stands for it.`);
      return '';
    }
    const key = service === 'secretsmanager' ? rest[rest[0] === 'arn' ? 8 : 2] : undefined;
    return key ? textOf(objectOf(JSON.parse(found))[key]) : found;
  }

  #identity(stack: Stack, logicalId: string): Identity {
    const key = `${stack.path}/${logicalId}`;
    const known = this.#identities.get(key);
    if (known) return known;
    const resource = stack.template.resources[logicalId];
    if (!resource) throw new Error(`${stack.path} has no resource ${logicalId}`);
    const identity = this.#once(`${key}@`, () =>
      this.#guarded(logicalId, () => {
        const request = this.#request(stack, logicalId, resource);
        const support = this.#input.supports.get(resource.type);
        return support ? support.identify(request) : { ref: request.physicalName() };
      }),
    ) as Identity;
    this.#identities.set(key, identity);
    return identity;
  }

  #request(stack: Stack, logicalId: string, { properties }: TemplateResource): IdentityRequest {
    const { region, account, endpoint } = this.#input;
    const letters = (length: number, salt = '') => stableLetters(length, stack.path, logicalId, salt);
    return {
      logicalId,
      stackPath: stack.path,
      region,
      account,
      endpoint,
      property: (name) => resolveValue(properties[name], stack.scope),
      letters,
      physicalName: (length = 128) => {
        const tail = `-${logicalId}-${letters(12)}`.slice(-Math.max(length - 8, 13));
        return (stack.path.split('/')[0] ?? '').slice(0, Math.max(0, length - tail.length)) + tail;
      },
    };
  }

  /** Each value once, and never in terms of itself. */
  #once(key: string, resolve: () => unknown): unknown {
    if (this.#values.has(key)) return this.#values.get(key);
    if (this.#underWay.has(key)) throw new Error(`${key.split('/').at(-1)} is defined in terms of itself`);
    this.#underWay.add(key);
    try {
      const value = resolve();
      this.#values.set(key, value);
      return value;
    } finally {
      this.#underWay.delete(key);
    }
  }

  #guarded<Result>(logicalId: string, resolve: () => Result): Result {
    try {
      return resolve();
    } catch (error) {
      if (error instanceof DefinitionError) throw error;
      throw new DefinitionError({
        logicalId,
        reason: error instanceof Error ? error.message : String(error),
        remedy: 'Change the definition in amplify/ so that it can be resolved.',
      });
    }
  }
}
