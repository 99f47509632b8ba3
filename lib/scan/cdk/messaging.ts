import { field, literalOf, options, originOf, scalarOf, textOf } from '../code/value.ts';
import type { Source } from '../schema.ts';
import type { ScriptValue } from '../script/evaluation.ts';
import type { Construct } from './construct.ts';
import type { Draft } from './draft.ts';

const listed = (value: ScriptValue | undefined) =>
  options(value).flatMap((one) => (one.kind === 'list' ? one.items : [one]));

/** A rule's bus, targets and the events that it lets through. */
export function readRule(construct: Construct, draft: Draft): void {
  const { props, source } = construct;
  draft.relate([construct], draft.constructs.of(field(props, 'eventBus'), source.file), 'subscribes', source);
  for (const target of listed(field(props, 'targets'))) readTarget([construct], target, source, draft);
}

/** `rule.addTarget(new LambdaFunction(fn))` */
export function readTarget(
  rules: readonly Construct[],
  target: ScriptValue | undefined,
  source: Source,
  draft: Draft,
): void {
  if (target?.kind !== 'call') return;
  const [first, settings] = target.inputs().positional;
  const consumers = draft.constructs.of(first, source.file);
  draft.relate(rules, consumers, 'triggers', source);
  draft.relate(rules, draft.constructs.of(field(settings, 'deadLetterQueue'), source.file), 'dead-letters', source);
  for (const rule of rules) {
    const pattern = field(rule.props, 'eventPattern');
    const [eventSource, ...others] = textsOf(pattern, 'source');
    const origin = eventSource === undefined || others.length > 0 ? {} : { eventSource: eventSource.slice(0, 256) };
    for (const name of namesOf(pattern)) {
      for (const { id } of consumers)
        draft.events.push({ name, producer: null, consumer: id, ...origin, source: rule.source, confidence: 0.9 });
    }
  }
}

/** Detail types where the pattern has some, else sources. */
function namesOf(pattern: ScriptValue | undefined): string[] {
  const details = textsOf(pattern, 'detailType');
  return (details.length > 0 ? details : textsOf(pattern, 'source')).map((name) => name.slice(0, 512));
}

const textsOf = (pattern: ScriptValue | undefined, name: string) =>
  listed(field(pattern, name)).flatMap((value) => nameOf(value) ?? []);

function nameOf(value: ScriptValue): string | undefined {
  const text = literalOf(value);
  if (text !== undefined) return text || undefined;
  const prefix = literalOf(field(value, 'prefix'));
  return prefix === undefined ? undefined : `${prefix}*`;
}

/** A queue's dead-letter queue. */
export function readQueue(construct: Construct, draft: Draft): void {
  const { props, source } = construct;
  const queue = draft.constructs.of(field(field(props, 'deadLetterQueue'), 'queue'), source.file);
  draft.relate([construct], queue, 'dead-letters', source);
}

/** `fn.addEventSource(new SqsEventSource(queue))` */
export function readEventSource(
  functions: readonly Construct[],
  value: ScriptValue | undefined,
  source: Source,
  draft: Draft,
): void {
  for (const one of options(value)) {
    if (one.kind !== 'call') continue;
    const [from, settings] = one.inputs().positional;
    draft.relate(draft.constructs.of(from, source.file), functions, 'triggers', source);
    const failure = field(settings, 'onFailure');
    const [queue] = failure?.kind === 'call' ? failure.inputs().positional : [];
    draft.relate(functions, draft.constructs.of(queue, source.file), 'dead-letters', source);
  }
}

/** `topic.addSubscription(new SqsSubscription(queue))`, `bucket.addEventNotification(type, new LambdaDestination(fn))` */
export function readSubscription(
  from: readonly Construct[],
  value: ScriptValue | undefined,
  source: Source,
  draft: Draft,
): void {
  for (const one of options(value)) {
    if (one.kind !== 'call') continue;
    const [to, settings] = one.inputs().positional;
    const consumers = draft.constructs.of(to, source.file);
    draft.relate(from, consumers, 'triggers', source);
    draft.relate(from, draft.constructs.of(field(settings, 'deadLetterQueue'), source.file), 'dead-letters', source);
    for (const { id, kind } of from) {
      if (kind !== 'topic') continue;
      for (const consumer of consumers)
        draft.events.push({ name: id, producer: null, consumer: consumer.id, source, confidence: 0.9 });
    }
  }
}

/** `fn.configureAsyncInvoke({ onFailure: new SqsDestination(queue) })`, also of a function's own properties. */
export function readAsyncInvoke(
  functions: readonly Construct[],
  settings: ScriptValue | undefined,
  source: Source,
  draft: Draft,
): void {
  for (const destination of options(field(settings, 'onFailure'))) {
    if (destination.kind !== 'call') continue;
    const [to] = destination.inputs().positional;
    draft.relate(functions, draft.constructs.of(to, source.file), 'dead-letters', source);
  }
}

/** An event source mapping that stands by itself. */
export function readMapping(construct: Construct, draft: Draft): void {
  const { props, source } = construct;
  const from = draft.constructs.of(field(props, 'eventSourceArn'), source.file);
  const to = draft.constructs.of(field(props, 'target') ?? field(props, 'functionName'), source.file);
  draft.relate(from, to, 'triggers', source);
}

/** What an alarm watches and whom it tells. */
export function readAlarm(construct: Construct, draft: Draft): void {
  const { props, source } = construct;
  draft.relate([construct], watched(field(props, 'metric'), source.file, draft), 'alarms', source);
  const dimensions = field(field(props, 'metric'), 'dimensionsMap');
  if (dimensions?.kind === 'record') {
    for (const value of dimensions.fields.values())
      draft.relate([construct], draft.constructs.of(value, source.file), 'alarms', source);
  }
}

/** `fn.metricErrors().createAlarm(this, 'Errors', { … })` */
export function readMadeAlarm(metric: ScriptValue, inputs: readonly ScriptValue[], source: Source, draft: Draft): void {
  const id = literalOf(inputs[1]);
  if (id === undefined) return;
  const threshold = scalarOf(field(inputs[2], 'threshold'));
  const name = textOf(field(inputs[2], 'alarmName')) ?? id;
  const properties = threshold === undefined ? [] : [{ name: 'Threshold', value: threshold, source }];
  draft.components.push({ id, kind: 'alarm', type: 'AWS::CloudWatch::Alarm', name, properties, source, confidence: 1 });
  for (const { id: to } of watched(metric, source.file, draft)) {
    draft.relations.push({ from: id, to, kind: 'alarms', source, confidence: 0.9 });
  }
}

function watched(metric: ScriptValue | undefined, file: string, draft: Draft): readonly Construct[] {
  const [one] = options(metric);
  const own = draft.constructs.of(one, file);
  if (own.length > 0 || one?.kind !== 'call') return own;
  const [settings] = one.inputs().positional;
  const map = field(settings, 'dimensionsMap') ?? field(settings, 'usingMetrics');
  const values = map?.kind === 'record' ? [...map.fields.values()] : [];
  return originOf(one.callee) ? values.flatMap((value) => draft.constructs.of(value, file)) : [];
}
