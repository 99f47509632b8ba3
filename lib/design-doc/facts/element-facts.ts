import type { Api, Component, Source, SystemModel } from '#lib/scan/schema';

/** What the model says of one property of one element, and where. `source` is null for what many places say together. */
export interface Fact {
  readonly value: string;
  readonly source: Source | null;
  readonly confidence: number;
}

/** Several stacks may use one logical id: the file tells them apart where that is so. */
export const componentElement = (id: string, file?: string) => `component:${id}${file === undefined ? '' : `@${file}`}`;
export const relationElement = (from: string, kind: string, to: string) => `relation:${from}|${kind}|${to}`;
/** Several APIs may have one path: the target tells apart those that come after the first. */
export const apiElement = ({ method, path, target }: Pick<Api, 'method' | 'path'> & { target?: Api['target'] }) =>
  `api:${method} ${path}${target === undefined ? '' : `|${target ?? ''}`}`;
export const storeElement = (id: string, file?: string) => `store:${id}${file === undefined ? '' : `@${file}`}`;
export const eventElement = (name: string, producer: string | null, consumer: string | null) =>
  `event:${name}|${producer ?? ''}|${consumer ?? ''}`;
export const patternElement = (
  store: string,
  pattern: { by: string | null; operation: string; index: string | null; keyCondition: string | null },
) => `pattern:${store}|${pattern.by ?? ''}|${pattern.operation}|${pattern.index ?? ''}|${pattern.keyCondition ?? ''}`;
/** A rule may find several things at one component: `position` counts them from 0. */
export const findingElement = (rule: string, component: string | null, position: number) =>
  `finding:${rule}|${component ?? ''}|${position}`;
/** The source as a whole: counts. */
export const systemElement = 'system';

/** Other words of the dialects for the properties that a design speaks of, all in small letters. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  timeout: ['timeoutseconds', 'timeout_seconds'],
  memorysize: ['memory', 'memorymb', 'memory_mb', 'memorysizemb'],
  visibilitytimeout: ['visibilitytimeoutseconds', 'visibility_timeout'],
  'timetolivespecification.attributename': ['timetoliveattribute', 'time_to_live_attribute'],
  'streamspecification.streamviewtype': ['stream', 'streamviewtype', 'dynamostream'],
  billingmode: ['billing'],
  reservedconcurrentexecutions: ['reservedconcurrency'],
  'tracingconfig.mode': ['tracing', 'tracingenabled'],
  messageretentionperiod: ['retentionperiod'],
  retentionindays: ['logretention', 'retention'],
};

const nameOf = (name: string) => name.toLowerCase();

/** A component's property under this name or another dialect's name for it. */
export function propertyOf(component: Component, name: string): Component['properties'][number] | undefined {
  const wanted = nameOf(name);
  const others = aliases[wanted] ?? [];
  return (
    component.properties.find((property) => property.name === name) ??
    component.properties.find((property) => nameOf(property.name) === wanted) ??
    component.properties.find((property) => others.includes(nameOf(property.name)))
  );
}

const keyText = (keys: readonly { name: string; role: string; type: string }[]) =>
  keys.map(({ name, role, type }) => `${name} (${role}, ${type})`).join(', ');

function componentFact(model: SystemModel, id: string, property: string): Fact | null {
  const component =
    model.components.find((one) => one.id === id) ??
    model.components.find((one) => componentElement(one.id, one.source.file) === `component:${id}`);
  if (!component) return null;
  const { source, confidence } = component;
  if (property === 'kind') return { value: component.kind, source, confidence };
  if (property === 'name') return { value: component.name, source, confidence };
  if (property === 'type') return { value: component.type, source, confidence };
  if (property.startsWith('no ')) {
    const absent = propertyOf(component, property.slice(3)) === undefined;
    return absent ? { value: 'none', source, confidence } : null;
  }
  const found = propertyOf(component, property);
  return found ? { value: String(found.value), source: found.source, confidence } : null;
}

function storeFact(model: SystemModel, id: string, property: string): Fact | null {
  const store =
    model.stores.find((one) => one.id === id) ??
    model.stores.find((one) => storeElement(one.id, one.source.file) === `store:${id}`);
  if (!store) return null;
  const { source, confidence } = store;
  if (property === 'keys') return { value: keyText(store.keys), source, confidence };
  if (property === 'indexes') return { value: store.indexes.map(({ name }) => name).join(', '), source, confidence };
  if (!property.startsWith('index ')) return null;
  const index = store.indexes.find(({ name }) => name === property.slice('index '.length));
  return index ? { value: keyText(index.keys), source, confidence } : null;
}

function systemFact(model: SystemModel, property: string): Fact | null {
  const [what, kind] = property.split(':');
  if (what !== 'count') return null;
  const counts: Readonly<Record<string, number>> = {
    apis: model.apis.length,
    stores: model.stores.length,
    events: new Set(model.events.map(({ name }) => name)).size,
    findings: model.findings.length,
  };
  const count = counts[kind ?? ''] ?? model.components.filter((one) => one.kind === kind).length;
  return { value: String(count), source: null, confidence: 1 };
}

/** Of several that are one element, such as the same relation in two templates, that of the file that is looked for. */
const pick = <T extends { source: Source }>(all: readonly T[], file: string | undefined): T | undefined =>
  all.find(({ source }) => source.file === file) ?? all[0];

const isOperation = (api: Api, element: string) =>
  apiElement({ method: api.method, path: api.path }) === element || apiElement(api) === element;

/**
 * What the model says of an element's property; null where it has no such element or the element no such property.
 * `file` chooses where several places say the same.
 */
export function lookUp(model: SystemModel, element: string, property: string, file?: string): Fact | null {
  const colon = element.indexOf(':');
  const kind = colon < 0 ? element : element.slice(0, colon);
  const id = element.slice(colon + 1);
  const exists = (found: { source: Source; confidence: number } | undefined, value = 'yes'): Fact | null =>
    found ? { value, source: found.source, confidence: found.confidence } : null;
  switch (kind) {
    case 'component':
      return componentFact(model, id, property);
    case 'store':
      return storeFact(model, id, property);
    case 'system':
      return systemFact(model, property);
    case 'relation':
      return exists(
        pick(
          model.relations.filter((one) => relationElement(one.from, one.kind, one.to) === element),
          file,
        ),
      );
    case 'api': {
      const all = model.apis.filter((one) => isOperation(one, element));
      const api = pick(all, file);
      return exists(api, property === 'target' ? (api?.target ?? 'not in the source') : 'yes');
    }
    case 'event':
      return exists(
        pick(
          model.events.filter((one) => eventElement(one.name, one.producer, one.consumer) === element),
          file,
        ),
      );
    case 'pattern': {
      const patterns = model.stores
        .filter((one) => element.startsWith(`pattern:${one.id}|`))
        .flatMap((store) => store.accessPatterns.filter((one) => patternElement(store.id, one) === element));
      return exists(pick(patterns, file));
    }
    case 'finding': {
      const [rule = '', ...rest] = id.split('|');
      const position = Number(rest.pop());
      const component = rest.join('|');
      const finding = model.findings.filter((one) => one.rule === rule && (one.component ?? '') === component)[
        position
      ];
      return exists(finding, finding?.message);
    }
    default:
      return null;
  }
}
