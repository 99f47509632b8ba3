import type { PythonNode } from '../python/syntax.ts';
import { quoted } from './expressions.ts';
import { variableName } from './names.ts';
import type { Scope } from './scope.ts';

/** The specifier of a module of the source, as scripts import it; undefined for what stands outside. */
export type Resolve = (module: string) => string | undefined;

/** No file's module has a longer name; each name imported of it would repeat it. */
export const maxModuleName = 255;

/** `from aws_cdk import aws_lambda as _lambda, Stack`, `import aws_cdk as cdk`, `from .orders import OrdersStack` */
export function writeImport({ writer, isInside }: Scope, { children }: PythonNode, resolve: Resolve): void {
  const words = children.map(({ text }) => text).filter((word) => word !== '(' && word !== ')');
  const isFrom = words[0] === 'from';
  const start = isFrom ? words.indexOf('import') : 0;
  const module = isFrom ? words.slice(1, start).join('') : '';
  if (module.length > maxModuleName) return;
  for (const part of partsOf(words.slice(start + 1))) {
    const renamed = part.indexOf('as');
    const name = (renamed === -1 ? part : part.slice(0, renamed)).join('');
    const local = variableName(
      part[renamed + 1] && renamed !== -1 ? (part[renamed + 1] ?? name) : (name.split('.')[0] ?? name),
    );
    if (!/^[\w$]+$/.test(local)) continue;
    const { specifier, member } = isFrom
      ? imported(module, name, resolve)
      : { specifier: whole(name, renamed !== -1, resolve), member: '*' };
    const binding = member === '*' ? `* as ${local}` : `{ ${variableName(member)} as ${local} }`;
    writer.put(`import ${binding} from ${quoted(specifier)}; `);
    if (isInside === 'module' && isFrom) writer.put(`export { ${local} }; `);
  }
}

function imported(module: string, name: string, resolve: Resolve): { specifier: string; member: string } {
  if (isCdk(module)) return cdkMember(module, name);
  const inner = resolve(module.endsWith('.') ? module + name : `${module}.${name}`);
  if (inner !== undefined) return { specifier: inner, member: '*' };
  return { specifier: resolve(module) ?? module, member: name };
}

const isCdk = (module: string) => /^aws_cdk(?:\.|$)/.test(module);

function cdkMember(module: string, name: string): { specifier: string; member: string } {
  const isModule = module === 'aws_cdk' && /^[a-z]\w+$/.test(name);
  return isModule
    ? { specifier: packageOf(`aws_cdk.${name}`), member: '*' }
    : { specifier: packageOf(module), member: name };
}

function whole(module: string, isRenamed: boolean, resolve: Resolve): string {
  if (isCdk(module)) return isRenamed ? packageOf(module) : 'aws-cdk-lib';
  return resolve(module) ?? module;
}

/** The package of a module of the CDK: `aws_cdk.aws_lambda` is `aws-cdk-lib/aws-lambda`. */
function packageOf(module: string): string {
  const [, inner] = module.split('.');
  if (inner === undefined) return 'aws-cdk-lib';
  return inner === 'core' ? '@aws-cdk/core' : `aws-cdk-lib/${inner.replaceAll('_', '-')}`;
}

function partsOf(words: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (word === ',') parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts.filter((part) => part.length > 0);
}
