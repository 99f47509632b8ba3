import type { Dialect, Fragment, SourceTree } from '../dialect.ts';

/** A source of files written in a test. */
export function treeOf(texts: Readonly<Record<string, string>>): SourceTree {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  return { files, get: (path) => files.find((file) => file.path === path) };
}

/** What a dialect reads in all the files of a source that it accepts. */
export function readAll(dialect: Dialect, texts: Readonly<Record<string, string>>) {
  const tree = treeOf(texts);
  const fragments = tree.files.filter((file) => dialect.accepts(file)).map((file) => dialect.read(file, tree));
  const all = <Item>(of: (fragment: Fragment) => readonly Item[] | undefined): Item[] =>
    fragments.flatMap((fragment) => [...(of(fragment) ?? [])]);
  return {
    components: all(({ components }) => components),
    relations: all(({ relations }) => relations),
    pending: all(({ pending }) => pending),
    apis: all(({ apis }) => apis),
    stores: all(({ stores }) => stores),
    events: all(({ events }) => events),
    uses: all(({ uses }) => uses),
    functions: all(({ functions }) => functions),
    environment: all(({ environment }) => environment),
    handlers: all(({ handlers }) => handlers),
    imports: all(({ imports }) => imports),
    unreadable: all(({ unreadable }) => unreadable),
  };
}
