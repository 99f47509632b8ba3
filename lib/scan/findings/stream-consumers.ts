import type { Component, Source } from '../schema.ts';
import type { System } from './system.ts';

/** A function that polls a queue or a stream, and where that is configured. */
export interface StreamConsumer {
  /** The mapping, or the function whose SAM event it is. */
  readonly component: Component;
  readonly consumer: Component;
  readonly stream: Component;
  /** Of the configuration's properties, as a pattern: `Events\.Orders\.Properties\.`. */
  readonly prefix: string;
  readonly source: Source;
}

const POLLED = new Set(['queue', 'table', 'stream']);

/** Event source mappings, stated and by SAM events. */
export function* streamConsumers(system: System): Iterable<StreamConsumer> {
  for (const mapping of system.ofType(/^AWS::Lambda::EventSourceMapping$/)) {
    const consumer = partner(mapping, 'triggers', system);
    const stream = partner(mapping, 'subscribes', system);
    if (consumer === undefined || stream === undefined || !POLLED.has(stream.kind)) continue;
    yield { component: mapping, consumer, stream, prefix: '', source: mapping.source };
  }
  for (const consumer of system.ofType(/^AWS::Serverless::Function$/)) {
    for (const { name, value, source } of system.matching(consumer, /^Events\.[^.]+\.Type$/)) {
      if (!/^(?:SQS|DynamoDB|Kinesis)$/.test(String(value))) continue;
      const event = name.slice(0, -'Type'.length);
      const origin = String(system.value(consumer, `${event}Properties.Queue`, `${event}Properties.Stream`) ?? '');
      const stream = system.component(/\$\{(\w+)/.exec(origin)?.[1] ?? null, consumer.source.file);
      if (stream === undefined || !POLLED.has(stream.kind)) continue;
      const prefix = `${event}Properties.`.replaceAll('.', '\\.');
      yield { component: consumer, consumer, stream, prefix, source };
    }
  }
}

function partner(mapping: Component, kind: 'triggers' | 'subscribes', system: System): Component | undefined {
  const [relation] = system.from(mapping, kind);
  return relation && system.component(relation.to, mapping.source.file);
}
