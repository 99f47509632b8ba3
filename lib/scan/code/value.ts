/**
 * What an expression comes to without running it. `Node` is the syntax tree's node, by which an evaluator of one language
 * recognizes its own; what only knows values works for every language.
 */
export type Value<Node extends object = object> =
  | TextValue<Node>
  | { readonly kind: 'scalar'; readonly value: number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Value<Node>[] }
  | RecordValue<Node>
  /** The value of an environment variable; `fallback` is what the code takes without it. */
  | { readonly kind: 'environment'; readonly variable: string; readonly fallback: Value<Node> | null }
  | { readonly kind: 'either'; readonly options: readonly Value<Node>[] }
  /** From outside the source. `*` names the module itself. */
  | { readonly kind: 'imported'; readonly module: string; readonly name: string }
  /** A module of the source, by its path. */
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'member'; readonly of: Value<Node>; readonly name: string }
  /** A member whose name is computed. */
  | { readonly kind: 'element'; readonly of: Value<Node>; readonly key: Value<Node> }
  | CallValue<Node>
  | { readonly kind: 'function' | 'class' | 'self' | 'parameter'; readonly node: Node; readonly name: string }
  | { readonly kind: 'unknown'; readonly code: string };

export interface TextValue<Node extends object = object> {
  readonly kind: 'text';
  readonly text: string;
  /** False where holes such as `{stage}` stand for what only running tells. */
  readonly exact: boolean;
  /** What an inexact text was put together from. */
  readonly parts?: readonly Value<Node>[];
}

export interface RecordValue<Node extends object = object> {
  readonly kind: 'record';
  readonly fields: ReadonlyMap<string, Value<Node>>;
  /** Fields whose names are computed. */
  readonly computed: readonly { readonly key: Value<Node>; readonly value: Value<Node> }[];
}

export interface CallValue<Node extends object = object> {
  readonly kind: 'call';
  /** `new X(…)`; languages without it leave it false. */
  readonly isNew: boolean;
  readonly callee: Value<Node>;
  readonly node: Node;
  readonly inputs: () => Inputs<Node>;
}

export interface Inputs<Node extends object = object> {
  readonly positional: readonly Value<Node>[];
  readonly named: ReadonlyMap<string, Value<Node>>;
}

export const unknown = (code = ''): { readonly kind: 'unknown'; readonly code: string } => ({ kind: 'unknown', code });
export const exactText = (text: string): TextValue<never> => ({ kind: 'text', text, exact: true });

export function field<Node extends object>(value: Value<Node> | undefined, name: string): Value<Node> | undefined {
  if (value?.kind === 'record') return value.fields.get(name);
  if (value?.kind !== 'either') return undefined;
  const found = value.options.map((option) => field(option, name)).filter((option) => option !== undefined);
  return either(found);
}

/** One value of several, undefined of none. */
export function either<Node extends object>(options: readonly Value<Node>[]): Value<Node> | undefined {
  const known = options.filter(({ kind }) => kind !== 'unknown');
  const [first, ...others] = known.flatMap((option) => (option.kind === 'either' ? option.options : [option]));
  if (!first) return options[0];
  return others.length === 0 ? first : { kind: 'either', options: [first, ...others].slice(0, 16) };
}

/** What a value may be, each by itself. */
export function options<Node extends object>(value: Value<Node> | undefined): readonly Value<Node>[] {
  if (!value) return [];
  return value.kind === 'either' ? value.options.flatMap(options) : [value];
}

export function textOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'text') return value.text;
  if (value?.kind === 'scalar') return String(value.value);
  if (value?.kind === 'environment') return textOf(value.fallback ?? undefined);
  return value?.kind === 'either' ? value.options.map(textOf).find((text) => text !== undefined) : undefined;
}

/** The text where the source states it in full. */
export function literalOf(value: Value | undefined): string | undefined {
  return value?.kind === 'text' && value.exact ? value.text : undefined;
}

export function scalarOf(value: Value | undefined): number | boolean | undefined {
  return value?.kind === 'scalar' && value.value !== null ? value.value : undefined;
}

/** Where a callee comes from: its module and its dotted name in there, such as `DynamoDB.DocumentClient`. */
export function originOf(value: Value | undefined): { readonly module: string; readonly name: string } | undefined {
  if (value?.kind === 'imported') return { module: value.module, name: value.name };
  if (value?.kind !== 'member') return undefined;
  const of = originOf(value.of);
  if (!of) return undefined;
  return {
    module: of.module,
    name: of.name === '*' || of.name === 'default' ? value.name : `${of.name}.${value.name}`,
  };
}

/** A value as a person reads it: holes in braces. */
export function describe(value: Value | undefined, depth = 0): string {
  if (!value || depth > 4) return '…';
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'scalar':
      return String(value.value);
    case 'environment':
      return `{${value.variable}}`;
    case 'member':
      return `{${value.name}}`;
    case 'element':
      return `{${describe(value.key, depth + 1).replaceAll(/[{}]/g, '')}}`;
    case 'imported':
    case 'function':
    case 'class':
    case 'self':
    case 'parameter':
      return `{${value.name}}`;
    case 'either':
      return describe(value.options[0], depth + 1);
    case 'call':
      return `{${describe(value.callee, depth + 1).replaceAll(/[{}]/g, '')}}`;
    case 'module':
      return `{${value.path}}`;
    case 'list':
      return `[${value.items
        .slice(0, 8)
        .map((item) => describe(item, depth + 1))
        .join(', ')}]`;
    case 'record':
      return `{ ${[...value.fields]
        .slice(0, 8)
        .map(([name, item]) => `${name}: ${describe(item, depth + 1)}`)
        .join(', ')} }`;
    case 'unknown':
      return `{${value.code
        .replaceAll(/[{}\s]+/g, ' ')
        .trim()
        .slice(0, 40)}}`;
  }
}

/** Texts put one after another, with holes for what is not known. */
export function joined<Node extends object>(parts: readonly Value<Node>[]): TextValue<Node> {
  const exact = parts.every((part) => part.kind === 'scalar' || (part.kind === 'text' && part.exact));
  const text = parts
    .map((part) => describe(part))
    .join('')
    .slice(0, 4096);
  return exact ? { kind: 'text', text, exact } : { kind: 'text', text, exact, parts };
}
