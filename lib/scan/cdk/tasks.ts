import ts from 'typescript';
import { field, literalOf, originOf } from '../code/value.ts';
import type { RelationKind } from '../schema.ts';
import { type Construct, placeOfCall } from './construct.ts';
import type { Draft } from './draft.ts';

/** The property of a task of a state machine that names what it calls, and what the call does. */
const tasks: readonly (readonly [property: string, kind: RelationKind])[] = [
  ['lambdaFunction', 'invokes'],
  ['stateMachine', 'invokes'],
  ['queue', 'publishes'],
  ['topic', 'publishes'],
  ['entries', 'publishes'],
  ['eventBus', 'publishes'],
];

const writes = /^Dynamo(?:Put|Update|Delete)Item$/;

/** What the state machine of a file calls by its tasks. Of several machines nobody knows here which has which. */
export function readTasks(calls: readonly (ts.CallExpression | ts.NewExpression)[], draft: Draft): void {
  const machines = draft.components.filter(({ kind }) => kind === 'state-machine');
  if (machines.length === 0) return;
  const confidence = machines.length === 1 ? 0.9 : 0.3;
  for (const call of calls) {
    if (!ts.isNewExpression(call)) continue;
    const origin = originOf(draft.constructs.evaluator.evaluate(call.expression));
    if (!origin || !/stepfunctions/.test(origin.module + origin.name)) continue;
    const [, , argument] = call.arguments ?? [];
    const input = argument && draft.constructs.evaluator.evaluate(argument);
    const name = origin.name.split('.').at(-1) ?? '';
    const table: readonly (readonly [string, RelationKind])[] = [['table', writes.test(name) ? 'writes' : 'reads']];
    for (const [property, kind] of [...tasks, ...table]) {
      for (const to of draft.constructs.of(field(input, property), draft.file)) relate(to, kind, call);
    }
    publish(call);
  }

  function relate(to: Construct, kind: RelationKind, call: ts.NewExpression): void {
    for (const { id } of machines) {
      if (id !== to.id) draft.relations.push({ from: id, to: to.id, kind, source: placeOfCall(call), confidence });
    }
  }

  /** `new EventBridgePutEvents(this, 'id', { entries: [{ detailType }] })` */
  function publish(call: ts.NewExpression): void {
    const [, , argument] = call.arguments ?? [];
    const entries = argument && field(draft.constructs.evaluator.evaluate(argument), 'entries');
    for (const entry of entries?.kind === 'list' ? entries.items : []) {
      const name = literalOf(field(entry, 'detailType'));
      if (name === undefined || name === '') continue;
      for (const { id } of machines)
        draft.events.push({ name, producer: id, consumer: null, source: placeOfCall(call), confidence });
    }
  }
}
