import type { Dialect, Fragment, SourceFile } from '../dialect.ts';
import { child } from '../syntax/node.ts';
import { isStructured, parseFile } from '../syntax/parse.ts';
import { readPattern } from './pattern.ts';

/** EventBridge patterns in files of their own: `{"source": ["orders"], "detail-type": ["OrderPlaced"]}`. */
export const eventPatterns: Dialect = {
  id: 'event-patterns',
  accepts: ({ path, text }) =>
    isStructured(path) &&
    text.length < 100_000 &&
    /^\s*[{"']?\s*["']?(?:source|detail-type|detail|\$or|account|region|resources)["']?\s*:\s*(?:\[|-|\n\s*-)/.test(
      text,
    ),
  read: readPatternFile,
};

function readPatternFile(file: SourceFile): Fragment {
  const { root, problems } = parseFile(file);
  const lists = ['source', 'detail-type'].map((key) => child(root ?? undefined, key)?.kind);
  // An event itself has strings where a pattern has lists.
  if (!lists.includes('list') && child(root ?? undefined, '$or') === undefined) return { unreadable: problems };
  const { names } = readPattern(root ?? undefined);
  const events = names.map(({ name, line }) => {
    return {
      name: name.slice(0, 512),
      producer: null,
      consumer: null,
      source: { file: file.path, line },
      confidence: 0.9,
    };
  });
  return { events, unreadable: problems };
}
