import type { SystemModel } from '#lib/scan/schema';
import { apiElement } from './element-facts.ts';
import { propertyUnits } from './units.ts';

const partsOf = (element: string) => element.slice(element.indexOf(':') + 1).split('|');
const article = (word: string) => (/^[aeiou]/i.test(word) ? 'an' : 'a');

const counts: Readonly<Record<string, readonly [one: string, many: string]>> = {
  apis: ['API operation', 'API operations'],
  stores: ['DynamoDB table', 'DynamoDB tables'],
  events: ['kind of event', 'kinds of events'],
  bus: ['event bus', 'event buses'],
  external: ['external system', 'external systems'],
};

function ofComponent(id: string, property: string, value: string): string {
  if (property === 'kind') return `${id} is ${article(value)} ${value}.`;
  if (property.startsWith('no ')) return `${id} has no ${property.slice(3)}.`;
  return `${property} of ${id} is ${value}${propertyUnits[property] ?? ''}.`;
}

function ofSystem(property: string, value: string): string {
  const kind = property.split(':')[1] ?? '';
  const [one, many] = counts[kind] ?? [kind.replaceAll('-', ' '), `${kind.replaceAll('-', ' ')}s`];
  return `There ${value === '1' ? `is 1 ${one}` : `are ${value} ${many}`}.`;
}

const relationWords: Readonly<Record<string, string>> = {
  'dead-letters': 'sends dead letters to',
  'depends-on': 'depends on',
  publishes: 'publishes to',
  routes: 'routes to',
  subscribes: 'subscribes to',
};

/** What a claim says in one sentence: one wording for the same fact, wherever the document speaks of it. */
export function claimText(model: SystemModel, element: string, property: string, value: string): string {
  const kind = element.slice(0, Math.max(0, element.indexOf(':'))) || element;
  const rest = element.slice(element.indexOf(':') + 1);
  const [first = '', second = '', third = '', fourth = '', ...more] = partsOf(element);
  switch (kind) {
    case 'component':
      return ofComponent(
        model.components.some(({ id }) => id === rest) ? rest : rest.replace(/@[^@]*$/, ''),
        property,
        value,
      );
    case 'system':
      return ofSystem(property, value);
    case 'relation':
      return `${first} ${relationWords[second] ?? second} ${third}.`;
    case 'api': {
      const isWhole = model.apis.some(({ method, path }) => apiElement({ method, path }) === element);
      const operation = isWhole ? rest : rest.replace(/\|[^|]*$/, '');
      if (property !== 'target') return `There is an operation ${operation}.`;
      return value === 'not in the source'
        ? `What answers ${operation} is not in the source.`
        : `${operation} is answered by ${value}.`;
    }
    case 'store': {
      const keyless = value === '' ? 'none' : value;
      if (property.startsWith('index ')) return `Index ${property.slice('index '.length)} of ${rest}: ${keyless}.`;
      return property === 'keys' ? `Keys of ${rest}: ${keyless}.` : `Indexes of ${rest}: ${keyless}.`;
    }
    case 'event':
      return `${first}: from ${second || 'an unknown producer'} to ${third || 'an unknown consumer'}.`;
    case 'pattern': {
      const store = model.stores.find(({ id }) => element.startsWith(`pattern:${id}|`))?.id ?? first;
      const condition = more.join('|');
      return `${second || 'Code'} does ${third} on ${store}${fourth ? `, index ${fourth}` : ''}${condition ? `: ${condition}` : ''}.`;
    }
    case 'finding':
      // What to do about it stands with the risk.
      return /^.+?\.(?=\s+\p{Lu})/su.exec(value)?.[0] ?? value;
    default:
      return value;
  }
}
