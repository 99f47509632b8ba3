import path from 'node:path';
import { child, textOf } from '../syntax/node.ts';
import { assetPath } from './assets.ts';
import type { Draft } from './draft.ts';
import { readInlineCode } from './inline-code.ts';
import type { Resource } from './template.ts';

/** Where a function's code stands, what its environment holds, and its own URL. */
export function readFunction(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const { id, properties, line } = resource;
  const handler = evaluator.text(evaluator.at(properties, 'Handler'));
  const runtime = evaluator.text(evaluator.at(properties, 'Runtime')) ?? '';
  const inline = readInlineCode(resource, runtime, draft);
  draft.uses.push(...(inline?.uses ?? []));
  draft.components.push(...(inline?.components ?? []));
  draft.functions.push({
    functionId: id,
    ...(inline && { inline: inline.name }),
    entries: entriesOf({ resource, draft, handler, runtime }),
    handler: handler === undefined ? null : (handler.split(/[.:]+/).at(-1) ?? null),
  });
  for (const [variable, entry] of evaluator.entries(evaluator.at(properties, 'Environment', 'Variables'))) {
    const value = draft.reference(entry.value);
    if (value === undefined) continue;
    const source = draft.source(entry.line);
    draft.environment.push({ functionId: id, variable, value, source, confidence: value.kind === 'name' ? 0.6 : 0.9 });
  }
  if (evaluator.at(properties, 'FunctionUrlConfig') !== undefined) {
    draft.apis.push({ method: 'ANY', path: '/', target: id, source: draft.source(line), confidence: 1 });
  }
}

/** Candidate files without extension, best first: as each runtime and tool reads a handler. */
function entriesOf(input: {
  resource: Resource;
  draft: Draft;
  handler: string | undefined;
  runtime: string;
}): string[] {
  const { resource, draft, handler, runtime } = input;
  const { evaluator } = draft;
  const folders = codeFolders(resource, draft);
  const found = new Set<string>();
  for (const point of evaluator.items(child(resource.node, 'Metadata', 'BuildProperties', 'EntryPoints'))) {
    const entry = textOf(point);
    if (entry !== undefined) for (const folder of folders) found.add(clean(folder, entry.replace(/\.\w+$/, '')));
  }
  if (handler === undefined || handler.includes('${')) return [...found];
  // com.example.Handler::handleRequest, Assembly::Namespace.Class::Method
  const [named = handler] = handler.split('::');
  const dot = named.lastIndexOf('.');
  const module = handler.includes('::') || dot <= 0 ? named : named.slice(0, dot);
  const modules = /^python/.test(runtime)
    ? [module.replaceAll('.', '/'), module]
    : [module, module.replaceAll('.', '/')];
  for (const folder of folders) for (const each of modules) found.add(clean(folder, each));
  // TypeScript is compiled from beside, or from src into dist.
  for (const each of [...found]) {
    const source = each.replace(/(^|\/)(?:dist|build|lib|out|\.build)\//, '$1src/');
    if (source !== each) found.add(source);
    const bare = each.replace(/(^|\/)(?:dist|build|lib|out|\.build)\//, '$1');
    if (bare !== each) found.add(bare);
  }
  return [...found];
}

function codeFolders(resource: Resource, draft: Draft): string[] {
  const { evaluator, file } = draft;
  const { properties, node } = resource;
  const base = path.posix.dirname(file);
  const isServerless = resource.type.startsWith('AWS::Serverless::');
  const asset = textOf(child(node, 'Metadata', 'aws:asset:path'));
  const code = isServerless
    ? (evaluator.text(evaluator.at(properties, 'CodeUri')) ?? evaluator.text(evaluator.at(properties, 'ImageUri')))
    : evaluator.text(evaluator.at(properties, 'Code'));
  const key = evaluator.text(evaluator.at(properties, 'Code', 'S3Key'));
  const synthesized = key === undefined ? undefined : assetPath(key, draft.tree);
  const context = textOf(child(node, 'Metadata', 'DockerContext'));
  const folders = [asset, code, context].flatMap((each) =>
    each === undefined || /^[a-z0-9]+:|\$\{/i.test(each) ? [] : [each],
  );
  if (synthesized !== undefined) return [synthesized];
  if (folders.length === 0) folders.push('.');
  return folders.map((folder) => path.posix.join(base, folder.replace(/\.(?:zip|jar)$/, '')));
}

function clean(folder: string, module: string): string {
  return path.posix.join(folder, module).replace(/^(?:\.\/)+/, '');
}
