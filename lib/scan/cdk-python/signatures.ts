import { classOf } from '../python/class-members.ts';
import { parametersOf } from '../python/scope.ts';
import { nodesIn, type PythonFile, type PythonNode } from '../python/syntax.ts';

/** The parameters of a function or class of the source, without `self`. */
export interface Signature {
  readonly names: readonly string[];
  /** The name that takes all further keywords, such as `kwargs`. */
  readonly rest: string | undefined;
}

/** By name; of two of one name in two files neither is known to be meant, unless they are alike. */
export type Signatures = ReadonlyMap<string, Signature>;

/** A call that names the last parameter writes a place for each before it: of more, calls are read by their keywords. */
const maxParameters = 64;

/** What the functions, methods and classes of files take. */
export function signaturesOf(files: readonly PythonFile[]): Signatures {
  const found = new Map<string, Signature>();
  for (const { root } of files) {
    for (const node of nodesIn(root)) {
      if (node.name !== 'FunctionDefinition') continue;
      const own = node.child('VariableName')?.text ?? '';
      const name = own === '__init__' ? classOf(node)?.child('VariableName')?.text : own;
      if (name === undefined || /^__/.test(name)) continue;
      const signature = signatureOf(node);
      if (signature.names.length > maxParameters) continue;
      const known = found.get(name);
      if (!known || known.names.length < signature.names.length) found.set(name, signature);
    }
  }
  return found;
}

export function signatureOf(node: PythonNode): Signature {
  const list = node.child('ParamList');
  const names = parametersOf(list).map(({ name }) => name);
  const children = list?.children ?? [];
  const double = children.findIndex(({ name }) => name === '**');
  return {
    names: classOf(node) ? names.slice(1) : names,
    rest: double === -1 ? undefined : children[double + 1]?.text,
  };
}
