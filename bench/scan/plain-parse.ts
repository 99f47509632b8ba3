// A plain parse of templates to hold the scanner against: it shares no code with it. YAML by the library's own
// visitor, JSON by JSON.parse; lines by looking for the logical id in the text.
import { isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';

export interface PlainTemplate {
  readonly resources: readonly { readonly id: string; readonly type: string; readonly line: number | undefined }[];
  /** Every Ref, GetAtt and Sub of one resource that names another, once a pair. */
  readonly references: readonly { readonly from: string; readonly to: string }[];
}

/** The resources and references of a template; undefined where the file is none or cannot be parsed. */
export function plainParse(path: string, text: string): PlainTemplate | undefined {
  if (!/\.(?:ya?ml|json|template)$/.test(path) || !text.includes('Resources')) return undefined;
  if (!/AWS::|Custom::/.test(text)) return undefined;
  try {
    return /^\s*\{/.test(text) ? fromJson(text) : fromYaml(text);
  } catch {
    return undefined;
  }
}

function fromJson(text: string): PlainTemplate | undefined {
  const root: unknown = JSON.parse(text);
  const resources = field(root, 'Resources');
  if (!isRecord(resources)) return undefined;
  const typed = Object.entries(resources).filter(([, value]) => typeof field(value, 'Type') === 'string');
  if (typed.length === 0) return undefined;
  const ids = new Set(typed.map(([id]) => id));
  const found = new Pairs(ids);
  for (const [id, value] of typed) walkJson(field(value, 'Properties'), (name) => found.add(id, name));
  return {
    resources: typed.map(([id, value]) => ({ id, type: String(field(value, 'Type')), line: lineOf(text, id) })),
    references: found.list,
  };
}

function walkJson(value: unknown, mention: (name: string) => void): void {
  if (Array.isArray(value)) for (const item of value) walkJson(item, mention);
  if (!isRecord(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Ref' && typeof inner === 'string') mention(inner);
    else if (key === 'Fn::GetAtt') mention(String(Array.isArray(inner) ? inner[0] : inner).split('.')[0] ?? '');
    else if (key === 'Fn::Sub') {
      const parts: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
      const [pattern, map] = parts;
      mentionPlaceholders(String(pattern), new Set(isRecord(map) ? Object.keys(map) : []), mention);
      walkJson(map, mention);
    } else walkJson(inner, mention);
  }
}

function mentionPlaceholders(pattern: string, own: ReadonlySet<string>, mention: (name: string) => void): void {
  for (const [, name = ''] of pattern.matchAll(/\$\{([A-Za-z0-9]+)(?:\.[^}]*)?\}/g)) if (!own.has(name)) mention(name);
}

function fromYaml(text: string): PlainTemplate | undefined {
  const document = parseDocument(text, { logLevel: 'silent', strict: false, uniqueKeys: false });
  const section: unknown = document.get('Resources');
  if (document.errors.some(({ code }) => code !== 'MULTIPLE_DOCS') || !isMap(section)) return undefined;
  const typed = section.items.flatMap((pair) => {
    const { key, value } = pair;
    if (!isScalar(key) || !isMap(value) || typeof value.get('Type') !== 'string') return [];
    return [{ id: String(key.value), type: String(value.get('Type')), value }];
  });
  if (typed.length === 0) return undefined;
  const found = new Pairs(new Set(typed.map(({ id }) => id)));
  for (const { id, value } of typed) {
    const properties = value.get('Properties', true);
    if (isMap(properties)) walkYaml(properties, (name) => found.add(id, name));
  }
  return { resources: typed.map(({ id, type }) => ({ id, type, line: lineOf(text, id) })), references: found.list };
}

function walkYaml(node: Parameters<typeof visit>[0], mention: (name: string) => void): void {
  visit(node, {
    Node(_key, each) {
      const tag = 'tag' in each ? each.tag : undefined;
      read(tag === '!Ref' ? 'Ref' : tag === '!GetAtt' ? 'Fn::GetAtt' : tag === '!Sub' ? 'Fn::Sub' : '', each, mention);
    },
    Pair(_key, pair) {
      if (isPair(pair) && isScalar(pair.key)) read(String(pair.key.value), pair.value, mention);
    },
  });
}

function read(name: string, node: unknown, mention: (name: string) => void): void {
  const first: unknown = isSeq(node) ? node.items[0] : node;
  const text = isScalar(first) ? String(first.value) : '';
  if (name === 'Ref') mention(text);
  else if (name === 'Fn::GetAtt') mention(text.split('.')[0] ?? '');
  else if (name === 'Fn::Sub') {
    const map: unknown = isSeq(node) ? node.items[1] : undefined;
    const own = isMap(map) ? map.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) : [];
    mentionPlaceholders(text, new Set(own), mention);
  }
}

/** The line on which the logical id stands as a key, after the section begins. */
function lineOf(text: string, id: string): number | undefined {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => /^(?:Resources|["']Resources["']|\s*"Resources")\s*:/.test(line));
  const key = new RegExp(`^\\s+["']?${id.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}["']?\\s*:`);
  const outer = indentOf(lines[start] ?? '');
  const after = lines.findIndex(
    (line, index) => index > start && /^\s*[^\s#}\]]/.test(line) && indentOf(line) <= outer,
  );
  const end = after === -1 ? lines.length : after;
  const candidates = lines.flatMap((line, index) => (index > start && index < end && key.test(line) ? [index] : []));
  // Events and substitutions may have a resource's name deeper down; of one that stands twice the last counts.
  const indent = Math.min(...candidates.map((index) => indentOf(lines[index] ?? '')));
  const section = candidates.findLast((index) => indentOf(lines[index] ?? '') === indent);
  return section === undefined ? undefined : section + 1;
}

const indentOf = (line: string) => line.search(/\S/);

class Pairs {
  readonly list: { from: string; to: string }[] = [];
  readonly #ids: ReadonlySet<string>;
  readonly #seen = new Set<string>();

  constructor(ids: ReadonlySet<string>) {
    this.#ids = ids;
  }

  add(from: string, to: string): void {
    const key = `${from} ${to}`;
    if (from === to || !this.#ids.has(to) || this.#seen.has(key)) return;
    this.#seen.add(key);
    this.list.push({ from, to });
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const field = (value: unknown, key: string): unknown => (isRecord(value) ? value[key] : undefined);
