import { describe, expect, it } from 'vitest';
import { ordersModel } from '../testing/orders-model.ts';
import { ModelIndex } from './model-index.ts';
import { publishedBy } from './published-events.ts';

const event = (name: string, consumer: string) => ({
  ...{ name, producer: 'CreateOrder', consumer, confidence: 1 },
  source: { file: 'template.yaml', line: 1 },
});
const names = (...listenedTo: string[]) =>
  publishedBy(
    new ModelIndex({ ...ordersModel, events: listenedTo.map((name, index) => event(name, `Consumer${index}`)) }),
    'CreateOrder',
  ).map(({ name }) => name);

describe('what a component publishes', () => {
  it('is each event once, however many hear it', () => {
    expect(names('order.created', 'order.created')).toEqual(['order.created']);
  });

  it('is the event rather than the patterns that catch it', () => {
    expect(names('order.*', 'order.created', 'order.created*')).toEqual(['order.created']);
    expect(names('order.*', 'order.paid*')).toEqual(['order.paid*']);
    expect(names('order.*')).toEqual(['order.*']);
  });
});
