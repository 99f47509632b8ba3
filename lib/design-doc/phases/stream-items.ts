import type { Store } from '#lib/scan/schema';
import { type Block, code, heading, list, paragraph } from '../content.ts';
import { type DesignContext, shows } from '../context.ts';
import { joined, named, property, type SectionBody } from './section-body.ts';

/** A stream's record around the item, as DynamoDB delivers it. */
function record(id: string, store: Store | undefined, shape: Record<string, unknown>): Block[] {
  const keys = Object.fromEntries((store?.keys ?? []).map(({ name, type }) => [name, { [type]: `<${name}>` }]));
  const body = {
    eventName: 'INSERT | MODIFY | REMOVE',
    eventSource: 'aws:dynamodb',
    dynamodb: { Keys: keys, NewImage: shape, OldImage: shape, SequenceNumber: '<number>' },
    eventSourceARN: `<stream of ${id}>`,
  };
  return [paragraph('One record of the stream:'), code('json', JSON.stringify(body, null, 2))];
}

export function buildStreamItems(context: DesignContext): SectionBody {
  const section = 'stream-items';
  const { index } = context;
  const streaming = index
    .ofKind('table')
    .filter(
      (one) =>
        property(context, section, one, 'StreamSpecification.StreamViewType') ||
        index.outgoing(one.id, 'triggers').length > 0,
    );
  const blocks = streaming.flatMap((component): Block[] => {
    const store = index.storeOf(component);
    const view = property(context, section, component, 'StreamSpecification.StreamViewType');
    const consumers = index.outgoing(component.id, 'triggers').map(({ to }) => named(context, section, to));
    const known = new Map(
      [...(store?.keys ?? []), ...(store?.indexes.flatMap(({ keys }) => keys) ?? [])].map((key) => [key.name, key]),
    );
    const shape = Object.fromEntries([...known.values()].map(({ name, type }) => [name, { [type]: `<${name}>` }]));
    return [
      heading(3, ...named(context, section, component)),
      list([
        ['View: ', ...(view ?? ['not stated'])],
        ['Consumers: ', ...(consumers.length > 0 ? joined(consumers) : ['none in the source'])],
      ]),
      paragraph(
        'Attributes that the source types, as an item carries them; others depend on what the code writes and are not typed in the source:',
      ),
      code('json', JSON.stringify(shape, null, 2)),
      ...(shows(context, section, 'comprehensive') ? record(component.id, store, shape) : []),
    ];
  });
  return { blocks: blocks.length > 0 ? blocks : [paragraph('No table has a stream: nobody consumes its items.')] };
}
