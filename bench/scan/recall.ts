import type { SystemModel } from '../../lib/scan/schema.ts';
import type { Source } from '../../lib/scan/source/source.ts';
import { plainCalls } from './plain-calls.ts';
import { plainParse } from './plain-parse.ts';

export interface Recall {
  readonly templates: number;
  readonly resources: Share;
  readonly lines: Share;
  readonly relations: Share;
  /** Calls of services in code that the model has as an access pattern, an event or a relation. */
  readonly calls: Share;
  /** What was not found, a few of each. */
  readonly missing: readonly string[];
}

interface Share {
  found: number;
  of: number;
}

/**
 * Where the model shows a call: an access pattern or event has its line; of relations the first of a kind in a file stands
 * for all.
 */
function placesOf({ stores, events, relations }: SystemModel): ReadonlySet<string> {
  const at = ({ source }: { source: { file: string; line: number } }) => `${source.file}:${source.line}`;
  const patterns = stores.flatMap(({ accessPatterns }) => accessPatterns);
  return new Set([
    ...[...patterns, ...events, ...relations].map(at),
    ...events.flatMap(({ publishedAt }) => (publishedAt ? [at({ source: publishedAt })] : [])),
    ...events.map(({ source }) => `${source.file} event`),
    ...relations.flatMap(({ kind, source }) =>
      kind === 'publishes' ? [`${source.file} event`, `${source.file} message`] : [],
    ),
  ]);
}

/** How much of what a plain parse finds in a source the scan has found. */
export function recallOf(source: Source, model: SystemModel): Recall {
  const components = new Map(model.components.map((each) => [`${each.source.file} ${each.id}`, each]));
  const relations = new Set(model.relations.map(({ from, to, source: { file } }) => `${file} ${from} ${to}`));
  const missing: string[] = [];
  const none = () => ({ found: 0, of: 0 });
  const counts = { resources: none(), lines: none(), relations: none(), calls: none() };
  const seen = placesOf(model);
  let templates = 0;
  const count = (share: Share, isFound: boolean, what: string) => {
    share.of += 1;
    if (isFound) share.found += 1;
    else if (missing.length < 40) missing.push(what);
  };
  for (const { path, text } of source.files) {
    for (const { kind, line } of plainCalls(path, text))
      count(
        counts.calls,
        seen.has(`${path}:${line}`) || (kind !== 'table' && seen.has(`${path} ${kind}`)),
        `${path}:${line} ${kind} call`,
      );
    const plain = plainParse(path, text);
    if (plain === undefined) continue;
    templates += 1;
    for (const { id, type, line } of plain.resources) {
      const component = components.get(`${path} ${id}`);
      count(counts.resources, component?.type === type, `${path} ${id}`);
      if (line !== undefined)
        count(
          counts.lines,
          component?.source.line === line,
          `${path}:${line} ${id} at ${component?.source.line ?? '-'}`,
        );
    }
    for (const { from, to } of plain.references) {
      count(counts.relations, relations.has(`${path} ${from} ${to}`), `${path} ${from} -> ${to}`);
    }
  }
  return { templates, ...counts, missing };
}
