import ts from 'typescript';
import { readCall } from '../cdk/calls.ts';
import { constructsOf, mentionsCdk } from '../cdk/constructs.ts';
import { Draft } from '../cdk/draft.ts';
import { literalOf, originOf } from '../code/value.ts';
import type { Dialect, Fragment, SourceTree } from '../dialect.ts';
import { indexOf } from '../script/file-index.ts';
import { lineOfCall, type ScriptFile } from '../script/program.ts';
import { readScript } from '../script/read.ts';
import { isScript } from '../typescript/dialect.ts';
import { definedBy } from './defined.ts';
import { readAuth, readDefinedFunction, readStorage } from './parts.ts';
import { readData } from './schema.ts';

/** Amplify Gen 2 backends: what `defineData`, `defineFunction`, `defineAuth`, `defineStorage` and `defineBackend` make. */
export const amplify: Dialect = {
  id: 'amplify',
  accepts: (file) => isScript(file) && /['"]@aws-amplify\/(?:backend|data-schema)/.test(file.text),
  read: (file, tree) => readScript(file, tree, (script) => readBackend(script, tree)),
};

function readBackend({ path, syntax }: ScriptFile, tree: SourceTree): Fragment {
  const constructs = constructsOf(tree);
  const draft = new Draft(path, constructs);
  for (const call of indexOf(syntax).calls) {
    if (!ts.isCallExpression(call)) continue;
    readDefinition(call, draft, tree);
    readStack(call, draft);
    // The dialect of CDK sources reads the calls of files that mention it.
    if (!mentionsCdk(syntax.text)) readCall(call, draft);
  }
  return draft.fragment();
}

function readDefinition(call: ts.CallExpression, draft: Draft, tree: SourceTree): void {
  if (!/^define(?:Function|Auth|Storage|Data)$/.test(call.expression.getText().split('.').at(-1) ?? '')) return;
  const defined = definedBy(draft.constructs.evaluator.evaluate(call));
  switch (defined?.kind) {
    case 'function':
      return readDefinedFunction(defined, draft);
    case 'auth':
      return readAuth(defined, draft);
    case 'storage':
      return readStorage(defined, draft);
    case 'data':
      return readData(defined, draft, tree);
    case undefined:
  }
}

/** `backend.createStack('messaging')` */
function readStack(call: ts.CallExpression, draft: Draft): void {
  const { expression } = call;
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'createStack') return;
  const backend = draft.constructs.evaluator.evaluate(expression.expression);
  if (backend.kind !== 'call' || originOf(backend.callee)?.name !== 'defineBackend') return;
  const [argument] = call.arguments;
  const id = argument && literalOf(draft.constructs.evaluator.evaluate(argument));
  if (id === undefined || id === '') return;
  const source = { file: draft.file, line: lineOfCall(call) };
  draft.components.push({
    id,
    kind: 'stack',
    type: 'AWS::CloudFormation::Stack',
    name: id,
    properties: [],
    source,
    confidence: 1,
  });
}
