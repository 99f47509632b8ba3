import ts from 'typescript';
import { literalOf, options } from '../code/value.ts';
import { expand } from '../script/call-sites.ts';
import type { ScriptValue } from '../script/evaluation.ts';
import { readMethod, readProxy, readRoutes } from './apis.ts';
import { isDataSource, readDataSource, readResolver } from './appsync.ts';
import { type Construct, placeOfCall } from './construct.ts';
import type { Draft } from './draft.ts';
import { readVariable } from './functions.ts';
import { readGrant, readStatement } from './grants.ts';
import { readAsyncInvoke, readEventSource, readMadeAlarm, readSubscription, readTarget } from './messaging.ts';
import { readOverride } from './overrides.ts';
import { readIndex } from './tables.ts';

const methods =
  /^(?:grant\w*|addEventSource|addSubscription|subscribe|addTarget|addEventNotification|addObjectCreatedNotification|addMethod|addProxy|addRoutes|addGlobalSecondaryIndex|addLocalSecondaryIndex|addEnvironment|createResolver|addToRolePolicy|addToPolicy|addToPrincipalPolicy|addStatements|configureAsyncInvoke|addTrigger|createAlarm|addPropertyOverride|addFunctionUrl|add\w+DataSource)$/;

/** What methods of constructs add: grants, event sources, routes, indexes, variables … */
export function readCall(node: ts.CallExpression, draft: Draft): void {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression) || !methods.test(expression.name.text)) return;
  const { evaluator } = draft.constructs;
  const receiver = evaluator.evaluate(expression.expression);
  const inputs = node.arguments.map((argument) =>
    evaluator.evaluate(ts.isSpreadElement(argument) ? argument.expression : argument),
  );
  const source = placeOfCall(node);
  const settings = expand(evaluator, { kind: 'list', items: [receiver, ...inputs] }, draft.file);
  for (const { value } of settings) {
    const [of, ...rest] = value.kind === 'list' ? value.items : [];
    if (!of) continue;
    if (expression.name.text === 'addPropertyOverride') readOverride(draft.constructs.of(of, source.file), node, draft);
    else readMethodCall({ method: expression.name.text, of, inputs: rest, source, draft });
  }
}

interface MethodCall {
  readonly method: string;
  readonly of: ScriptValue;
  readonly inputs: readonly ScriptValue[];
  readonly source: Construct['source'];
  readonly draft: Draft;
}

function readMethodCall({ method, of, inputs, source, draft }: MethodCall): void {
  const [first, second] = inputs;
  const constructs = () => draft.constructs.of(of, source.file);
  if (method.startsWith('grant')) readGrant(method, constructs(), inputs, source, draft);
  else if (isDataSource(method)) readDataSource(method, constructs(), inputs, source, draft);
  else if (method === 'addEventSource') readEventSource(functionsIn(constructs()), first, source, draft);
  else if (method === 'addSubscription' || method === 'subscribe') readSubscription(constructs(), first, source, draft);
  else if (method === 'addTarget')
    readTarget(
      constructs().filter(({ kind }) => kind === 'rule'),
      first,
      source,
      draft,
    );
  else if (method === 'addEventNotification') readSubscription(constructs(), second, source, draft);
  else if (method === 'addObjectCreatedNotification') readSubscription(constructs(), first, source, draft);
  else if (method === 'addMethod') readMethod(of, inputs, source, draft);
  else if (method === 'addProxy') readProxy(of, inputs, source, draft);
  else if (method === 'addRoutes') readRoutes(constructs(), first, source, draft);
  else if (method === 'addGlobalSecondaryIndex') readIndex(constructs(), first, false, draft);
  else if (method === 'addLocalSecondaryIndex') readIndex(constructs(), first, true, draft);
  else if (method === 'addEnvironment') readEnvironment(functionsIn(constructs()), inputs, source, draft);
  else if (method === 'createResolver') readResolver(of, inputs, source, draft);
  else if (/^add(?:To\w*Policy|Statements)$/.test(method))
    for (const statement of inputs) readStatement(constructs(), statement, source, draft);
  else if (method === 'configureAsyncInvoke') readAsyncInvoke(functionsIn(constructs()), first, source, draft);
  else if (method === 'addTrigger')
    draft.relate(constructs(), draft.constructs.of(second, source.file), 'triggers', source);
  else if (method === 'createAlarm') readMadeAlarm(of, inputs, source, draft);
  else if (method === 'addFunctionUrl') draft.api('ANY', '/', functionsIn(constructs()), source);
}

const functionsIn = (constructs: readonly Construct[]) => constructs.filter(({ kind }) => kind === 'function');

function readEnvironment(
  functions: readonly Construct[],
  [name, value]: readonly ScriptValue[],
  source: Construct['source'],
  draft: Draft,
): void {
  for (const one of options(name)) {
    const variable = literalOf(one);
    if (variable === undefined || !value) continue;
    for (const construct of functions) readVariable(construct, variable, value, source, draft);
  }
}
