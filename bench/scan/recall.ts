import type { SystemModel } from '../../lib/scan/schema.ts';
import type { Source } from '../../lib/scan/source/source.ts';
import { plainParse } from './plain-parse.ts';

export interface Recall {
  readonly templates: number;
  readonly resources: Share;
  readonly lines: Share;
  readonly relations: Share;
  /** What was not found, a few of each. */
  readonly missing: readonly string[];
}

interface Share {
  found: number;
  of: number;
}

/** How much of what a plain parse finds in the templates of a source the scan has found. */
export function recallOf(source: Source, model: SystemModel): Recall {
  const components = new Map(model.components.map((each) => [`${each.source.file} ${each.id}`, each]));
  const relations = new Set(model.relations.map(({ from, to, source: { file } }) => `${file} ${from} ${to}`));
  const missing: string[] = [];
  const counts = { resources: { found: 0, of: 0 }, lines: { found: 0, of: 0 }, relations: { found: 0, of: 0 } };
  let templates = 0;
  const count = (share: Share, isFound: boolean, what: string) => {
    share.of += 1;
    if (isFound) share.found += 1;
    else if (missing.length < 40) missing.push(what);
  };
  for (const { path, text } of source.files) {
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
