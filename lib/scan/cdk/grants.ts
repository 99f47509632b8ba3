import { field, literalOf, options, originOf } from '../code/value.ts';
import type { RelationKind, Source } from '../schema.ts';
import type { ScriptValue } from '../script/evaluation.ts';
import type { Construct } from './construct.ts';
import type { Draft } from './draft.ts';
import { stateStatement } from './statements.ts';

/** How sure it is that what a policy allows is done. */
const allowed = 0.6;

/** What each grant lets the grantee do. */
function meaningOf(method: string): readonly RelationKind[] {
  if (/^grantReadWrite/.test(method)) return ['reads', 'writes'];
  if (/^grant(?:Full|Table)/.test(method)) return ['reads', 'writes'];
  if (/^grant(?:Read|Consume|Stream|Query)/.test(method)) return ['reads'];
  if (/^grant(?:Write|Put(?!Events)|Delete)/.test(method)) return ['writes'];
  if (/^grant(?:PutEvents|Send|Publish|AllPutEvents)/.test(method)) return ['publishes'];
  return /^grant(?:Invoke|StartExecution|Start|Task|Execution|Mutation)/.test(method) ? ['invokes'] : [];
}

/** `table.grantReadWriteData(fn)`: the function may, and mostly does. */
export function readGrant(
  method: string,
  of: readonly Construct[],
  inputs: readonly ScriptValue[],
  source: Source,
  draft: Draft,
): void {
  const [grantee, ...rest] = inputs;
  const actions = rest.flatMap(itemsOf).flatMap((value) => literalOf(value) ?? []);
  const to = draft.constructs.of(grantee, source.file);
  draft.relate(to, of, 'grants', source);
  for (const kind of method === 'grant' ? kindsOf(actions) : meaningOf(method))
    draft.relate(to, of, kind, source, allowed);
}

/** `fn.addToRolePolicy(new PolicyStatement({ actions, resources }))` */
export function readStatement(
  of: readonly Construct[],
  statement: ScriptValue | undefined,
  source: Source,
  draft: Draft,
): void {
  for (const one of options(statement)) {
    if (one.kind !== 'call' || !originOf(one.callee)?.name.endsWith('PolicyStatement')) continue;
    stateStatement(of, one, draft);
    const [input] = one.inputs().positional;
    const actions = itemsOf(field(input, 'actions')).flatMap((value) => literalOf(value) ?? []);
    const to = itemsOf(field(input, 'resources')).flatMap((value) => resourcesOf(value, source.file, draft));
    draft.relate(of, to, 'grants', source);
    for (const kind of kindsOf(actions)) draft.relate(of, to, kind, source, allowed);
  }
}

/** The constructs that an ARN names, also where it goes on: `${table.tableArn}/index/*`. */
function resourcesOf(value: ScriptValue, file: string, draft: Draft): readonly Construct[] {
  if (value.kind !== 'text') return draft.constructs.of(value, file);
  return (value.parts ?? []).flatMap((part) => (part.kind === 'text' ? [] : draft.constructs.of(part, file)));
}

const itemsOf = (value: ScriptValue | undefined) =>
  options(value).flatMap((one) => (one.kind === 'list' ? one.items : [one]));

function kindsOf(actions: readonly string[]): readonly RelationKind[] {
  const kinds = actions.flatMap((action): RelationKind[] => {
    const [, verb = ''] = action.split(':');
    if (verb === '*') return ['reads', 'writes'];
    if (/^(?:PutEvents|SendMessage|Publish)/.test(verb)) return ['publishes'];
    if (/^(?:Invoke|Start)/.test(verb)) return ['invokes'];
    if (/^(?:Put|Update|Delete|BatchWrite|Create)/.test(verb)) return ['writes'];
    return /^(?:Get|Query|Scan|BatchGet|List|Describe|ConditionCheck|Receive)/.test(verb) ? ['reads'] : [];
  });
  return [...new Set(kinds)];
}
