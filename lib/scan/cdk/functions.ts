import { field, literalOf, options, originOf, textOf } from '../code/value.ts';
import type { Reference } from '../dialect.ts';
import type { Component, Source } from '../schema.ts';
import type { ScriptValue } from '../script/evaluation.ts';
import { folderOf, joinPath, withoutExtension } from '../script/modules.ts';
import type { Construct } from './construct.ts';
import type { Draft } from './draft.ts';
import { readAsyncInvoke } from './messaging.ts';

/** Where a function's code stands and what its environment holds. */
export function readFunction(construct: Construct, properties: Component['properties'], draft: Draft): void {
  const { props, id, node, source } = construct;
  const entries = node ? entriesOf(construct, source.file, draft.constructs.appOf(source.file)) : [];
  const lines = new Map(properties.map((property) => [property.name, property.source]));
  const handler = literalOf(field(props, 'handler')) ?? literalOf(field(props, 'index'));
  draft.functions.push({ functionId: id, entries, handler: handler?.split('.').at(-1) ?? 'handler' });
  for (const one of options(field(props, 'environment'))) {
    if (one.kind !== 'record') continue;
    const variables = field(one, 'variables') ?? one;
    if (variables.kind === 'record')
      for (const [name, value] of variables.fields)
        readVariable(construct, name, value, lines.get(`Environment.${name}`) ?? source, draft);
  }
  const queue = draft.constructs.of(field(props, 'deadLetterQueue'), source.file);
  draft.relate([construct], queue, 'dead-letters', source);
  readAsyncInvoke([construct], props, source, draft);
  const events = options(field(props, 'events')).flatMap((value) => (value.kind === 'list' ? value.items : []));
  for (const event of events) {
    if (event.kind !== 'call') continue;
    const [from] = event.inputs().positional;
    draft.relate(draft.constructs.of(from, source.file), [construct], 'triggers', source);
  }
}

/** A variable of a function's environment: a construct's name, ARN or URL, or a text. */
export function readVariable(of: Construct, name: string, value: ScriptValue, source: Source, draft: Draft): void {
  const reference = referenceOf(value, source.file, draft);
  if (!reference) return;
  draft.put(of.id, name, reference, source);
  if (reference.kind === 'id' && reference.id !== of.id)
    draft.relations.push({ from: of.id, to: reference.id, kind: 'depends-on', source, confidence: 0.9 });
}

function referenceOf(value: ScriptValue, path: string, draft: Draft): Reference | undefined {
  const text = literalOf(value);
  if (text !== undefined) return text === '' ? undefined : { kind: 'name', name: text };
  const [made] = value.kind === 'text' ? [] : draft.constructs.of(value, path);
  return made && { kind: 'id', id: made.id };
}

/** Candidate files without extension, best first. */
function entriesOf({ props, node, id }: Construct, file: string, app: string): string[] {
  const callee = node ? (node.expression.getText().split('.').at(-1) ?? '') : '';
  const entry = field(props, 'entry');
  const handler = literalOf(field(props, 'handler')) ?? '';
  if (entry) {
    const index = (literalOf(field(props, 'index')) ?? 'index.py').replace(/\.py$/, '');
    const found = pathsOf(entry, file, app);
    return callee === 'PythonFunction' ? found.map((path) => joinPath(path, index)) : found.map(withoutExtension);
  }
  if (callee === 'NodejsFunction')
    return [joinPath(folderOf(file), `${withoutExtension(file.split('/').at(-1) ?? '')}.${id}`)];
  const uri = field(props, 'codeUri');
  const folders = uri ? pathsOf(uri, file, app) : codeFolders(field(props, 'code'), file, app);
  const module = handler.slice(0, Math.max(0, handler.lastIndexOf('.')));
  if (folders.length === 0 || module === '') return [];
  const modules = [...new Set([module, module.replaceAll('.', '/')])];
  const built = folders.flatMap((folder) => [folder, folder.replace(/(^|\/)(?:dist|build|lib|out)(?=\/|$)/, '$1src')]);
  // What is bundled to `index` at deployment may stand as `handler` in the folder.
  return [...[...new Set(built)].flatMap((folder) => modules.map((one) => joinPath(folder, one))), ...folders];
}

/** `Code.fromAsset('lambda')`, `Code.fromAsset(path.join(__dirname, 'lambda'))` */
function codeFolders(code: ScriptValue | undefined, file: string, app: string): string[] {
  const [one] = options(code);
  if (one?.kind !== 'call' || !/(?:fromAsset|AssetCode|asset)$/.test(originOf(one.callee)?.name ?? '')) return [];
  const [folder] = one.inputs().positional;
  return folder ? pathsOf(folder, file, app) : [];
}

/** Where a path may lead: from the app, beside the file, or from a folder above. */
function pathsOf(value: ScriptValue, file: string, app: string): string[] {
  const segments = segmentsOf(value);
  if (segments === undefined) return [];
  const path = segments.join('/');
  const here = folderOf(file);
  if (path.startsWith(own)) return [joinPath(here, path.slice(own.length))];
  // The CDK runs at the app's root.
  const folders = new Set([joinPath(app, path), joinPath(here, path)]);
  for (let folder = here; folder !== ''; folder = folderOf(folder)) folders.add(joinPath(folderOf(folder), path));
  return [...folders];
}

/** Stands for the folder of the file itself. */
const own = '{__dirname}';

function segmentsOf(value: ScriptValue, depth = 0): string[] | undefined {
  if (value.kind === 'text') return [value.text.replace('{dirname}', own)];
  const origin = originOf(value);
  if (origin?.name === '__dirname' || (value.kind === 'member' && value.name === 'dirname')) return [own];
  if (value.kind !== 'call' || depth > 4) return undefined;
  const name = originOf(value.callee)?.name ?? '';
  if (!/(?:^|\.)(?:join|resolve|fileURLToPath|URL|dirname)$/.test(name)) return undefined;
  const { positional } = value.inputs();
  // new URL('./x', import.meta.url)
  if (name === 'URL') return [own, textOf(positional[0]) ?? ''];
  const parts = positional.map((part) => segmentsOf(part, depth + 1));
  if (!parts.every((part) => part !== undefined)) return undefined;
  return parts.flat().filter((part) => !/^\{(?:process|cwd)/.test(part));
}
