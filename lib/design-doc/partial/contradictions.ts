import type { SystemModel } from '#lib/scan/schema';

export interface Contradiction {
  readonly kind: 'endpoint' | 'table' | 'function' | 'setting';
  readonly name: string;
  readonly line: number;
  readonly text: string;
}

const endpoint = /\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+`?(\/[\w\-./{}:<>*+]*)/g;
const named = /`([\w.-]{3,80})`|\b([A-Z][A-Za-z0-9]*(?:Table|Function|Lambda|Queue|Bucket|Topic|Bus|StateMachine))\b/g;

/** Parameters are compared by their place, whatever their name and brackets. */
const shapeOf = (path: string) =>
  path
    .replace(/[.,:]+$/, '')
    .replace(/\/$/, '')
    .split('/')
    .map((part) => (/^[{:<]/.test(part) ? '{}' : part.toLowerCase()))
    .join('/');

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

function endpointsOf(line: string, number: number, model: SystemModel): Contradiction[] {
  return [...line.matchAll(endpoint)].flatMap(([, method = '', path = '']): Contradiction[] => {
    const isKnown = model.apis.some((api) => {
      const isSameMethod = api.method === method || api.method === 'ANY' || api.method === '*';
      const own = shapeOf(api.path);
      const theirs = shapeOf(path);
      return (
        isSameMethod &&
        (own === theirs || theirs.endsWith(own) || api.path.includes('{proxy+}') || api.path === '$default')
      );
    });
    const name = `${method} ${path}`;
    const text = `Line ${number} names the endpoint ${name}, which the source does not have.`;
    return isKnown ? [] : [{ kind: 'endpoint', name, line: number, text }];
  });
}

const kindsOfWord: readonly (readonly [RegExp, Contradiction['kind'], readonly string[]])[] = [
  [/table$|\btable\b/i, 'table', ['table']],
  [/function$|lambda$|\b(?:lambda|function|handler)\b/i, 'function', ['function']],
];

/** Names that the text itself calls a table or a function, as `Orders` in "the table `Orders`". */
function namesOf(line: string, number: number, model: SystemModel): Contradiction[] {
  return [...line.matchAll(named)].flatMap((match): Contradiction[] => {
    const name = match[1] ?? match[2] ?? '';
    const around = line.slice(Math.max(0, match.index - 14), match.index + match[0].length + 12);
    const kind =
      kindsOfWord.find(([pattern]) => pattern.test(name)) ??
      (match[1] ? kindsOfWord.find(([pattern]) => pattern.test(around)) : undefined);
    if (!kind || name.includes('.')) return [];
    const [, what] = kind;
    const isKnown = [...model.components, ...model.stores].some((one) => {
      const own = [plain(one.id), 'name' in one ? plain(one.name) : ''];
      const theirs = plain(name).replace(/(?:table|function|lambda)$/, '');
      return own.some(
        (word) => word === plain(name) || (theirs !== '' && word.replace(/(?:table|function|lambda)$/, '') === theirs),
      );
    });
    const text = `Line ${number} names the ${what} ${name}, which the source does not have.`;
    return isKnown ? [] : [{ kind: what, name, line: number, text }];
  });
}

/** "timeout of CreateOrder is 30 s" against the source's own value. */
function settingsOf(line: string, number: number, model: SystemModel): Contradiction[] {
  const stated = /\btime-?out\b\D{0,60}?(\d+)\s*(?:s|sec|seconds)\b/i.exec(line);
  if (!stated?.[1]) return [];
  const seconds = stated[1];
  return model.components
    .filter(({ kind, id }) => kind === 'function' && new RegExp(`\\b${id.replace(/[^\w]/g, '.')}\\b`, 'i').test(line))
    .flatMap((component): Contradiction[] => {
      const own = component.properties.find(({ name }) => name === 'Timeout');
      if (!own || String(own.value) === seconds) return [];
      const text = `Line ${number} gives ${component.id} a timeout of ${seconds} s; the source has ${own.value} s (${own.source.file}:${own.source.line}).`;
      return [{ kind: 'setting', name: component.id, line: number, text }];
    });
}

/** Where a partial design says what the source does not have; nothing where there is no source to compare with. */
export function contradictionsOf(markdown: string, model: SystemModel | null): Contradiction[] {
  if (!model) return [];
  const found = markdown
    .split('\n')
    .flatMap((line, index) => [
      ...endpointsOf(line, index + 1, model),
      ...namesOf(line, index + 1, model),
      ...settingsOf(line, index + 1, model),
    ]);
  return [...new Map(found.map((one) => [`${one.kind}|${one.name}`, one])).values()];
}
