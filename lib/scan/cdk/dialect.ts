import ts from 'typescript';
import { field, literalOf, options } from '../code/value.ts';
import type { Dialect, SourceFile, SourceTree } from '../dialect.ts';
import { indexOf } from '../script/file-index.ts';
import type { ScriptFile } from '../script/program.ts';
import { readScript } from '../script/read.ts';
import { isScript } from '../typescript/dialect.ts';
import { readApi } from './apis.ts';
import { readField } from './appsync.ts';
import { readCall } from './calls.ts';
import { nameFields } from './catalog.ts';
import type { Construct } from './construct.ts';
import { componentOf, constructsOf, mentionsCdk } from './constructs.ts';
import { Draft } from './draft.ts';
import { readFunction } from './functions.ts';
import { readStatement } from './grants.ts';
import { readAlarm, readMapping, readQueue, readRule } from './messaging.ts';
import { readAssignments } from './overrides.ts';
import { propertiesOf } from './properties.ts';
import { statementsIn } from './statements.ts';
import { readTable } from './tables.ts';
import { readTasks } from './tasks.ts';

/** Sources of CDK apps in TypeScript and JavaScript: constructs as components, and what their methods add. */
export const cdk: Dialect = {
  id: 'cdk',
  accepts: (file) => isScript(file) && (mentionsCdk(file.text) || isBackend(file)),
  read: (file, tree) => readScript(file, tree, (script) => readConstructs(script, tree).fragment()),
};

/** An Amplify backend that only overrides what Amplify makes names no CDK. */
const isBackend = ({ path, text }: SourceFile) =>
  /(?:^|\/)backend\.[mc]?[jt]s$/.test(path) && text.includes('defineBackend');

/** What the constructs of a file bring. */
function readConstructs({ path, syntax }: ScriptFile, tree: SourceTree): Draft {
  const constructs = constructsOf(tree);
  const draft = new Draft(path, constructs);
  const { calls } = indexOf(syntax);
  for (const call of calls) for (const construct of constructs.madeBy(call)) readConstruct(construct, draft);
  for (const call of calls) if (ts.isCallExpression(call)) readCall(call, draft);
  readTasks(calls, draft);
  readAssignments(syntax, draft);
  return draft;
}

function readConstruct(construct: Construct, draft: Draft): void {
  const { type, props, node } = construct;
  const properties = propertiesOf(construct, draft.constructs);
  draft.components.push(componentOf(construct, nameOf(construct), properties));
  // What is imported from elsewhere has nothing of its own here.
  if (node && ts.isCallExpression(node)) return;
  for (const statement of statementsIn(construct)) readStatement([construct], statement, construct.source, draft);
  if (construct.kind === 'function') readFunction(construct, properties, draft);
  else if (construct.kind === 'table') readTable(construct, draft);
  else if (construct.kind === 'queue') readQueue(construct, draft);
  else if (construct.kind === 'rule') readRule(construct, draft);
  else if (construct.kind === 'alarm') readAlarm(construct, draft);
  else if (construct.kind === 'api') readApi(construct, draft);
  else if (type === 'AWS::Lambda::EventSourceMapping') readMapping(construct, draft);
  else if (type === 'AWS::AppSync::Resolver')
    readField(
      field(props, 'dataSource') ?? field(props, 'dataSourceName') ?? { kind: 'unknown', code: '' },
      props,
      construct.source,
      draft,
    );
}

/** The physical name where it is stated, of an imported one its last argument, else the id. */
function nameOf({ props, node, id }: Construct): string {
  const named = nameFields.map((name) => field(props, name)).find((value) => value !== undefined);
  const isImport = node !== null && ts.isCallExpression(node);
  const text = options(isImport ? props : named).flatMap((value) => literalOf(value) ?? [])[0];
  return (text?.split(/[:/]/).at(-1) ?? id).slice(0, 512) || id;
}
