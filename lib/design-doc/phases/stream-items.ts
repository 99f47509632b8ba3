import type { Component, Store } from '#lib/scan/schema';
import { type Block, code, heading, list, mono, paragraph, table } from '../content.ts';
import { type DesignContext, shows } from '../context.ts';
import { grouped, type SubjectRow } from './grouped.ts';
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

/** Attributes whose types the source states: those of keys. */
function shapeOf(store: Store | undefined): Record<string, Record<string, string>> {
  const keys = [...(store?.keys ?? []), ...(store?.indexes.flatMap((index) => index.keys) ?? [])];
  return Object.fromEntries(keys.map(({ name, type }) => [name, { [type]: `<${name}>` }]));
}

/** All streams in one table: tables with the same view, consumers and shape share a row. */
function summaryBlocks(context: DesignContext, streaming: readonly Component[]): Block[] {
  const section = 'stream-items';
  const rows = streaming.map((subject): SubjectRow => {
    const view = property(context, section, subject, 'StreamSpecification.StreamViewType');
    const consumers = context.index.outgoingOf(subject, 'triggers').map(({ to }) => named(context, section, to));
    return {
      subject,
      cells: [
        view ?? ['not stated'],
        [mono(JSON.stringify(shapeOf(context.index.storeOf(subject))))],
        consumers.length > 0 ? joined(consumers) : ['none in the source'],
      ],
    };
  });
  return [
    paragraph('Attributes that the source types; others depend on what the code writes.'),
    table(['Table', 'View', 'Item', 'Consumers'], grouped(context, section, rows)),
  ];
}

export function buildStreamItems(context: DesignContext): SectionBody {
  const section = 'stream-items';
  const { index } = context;
  const streaming = index
    .ofKind('table')
    .filter(
      (one) =>
        property(context, section, one, 'StreamSpecification.StreamViewType') ||
        index.outgoingOf(one, 'triggers').length > 0,
    );
  if (streaming.length > 0 && !shows(context, section, 'comprehensive'))
    return { blocks: summaryBlocks(context, streaming) };
  const blocks = streaming.flatMap((component): Block[] => {
    const store = index.storeOf(component);
    const view = property(context, section, component, 'StreamSpecification.StreamViewType');
    const consumers = index.outgoingOf(component, 'triggers').map(({ to }) => named(context, section, to));
    const shape = shapeOf(store);
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
      ...record(component.id, store, shape),
    ];
  });
  return { blocks: blocks.length > 0 ? blocks : [paragraph('No table has a stream: nobody consumes its items.')] };
}
