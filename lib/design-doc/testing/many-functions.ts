import type { Finding, SystemModel } from '#lib/scan/schema';
import { ordersModel } from './orders-model.ts';

/** The orders service with `count` more functions, queues and tables alike, as a grown system has them. */
export function withManyFunctions(count: number): SystemModel {
  const many = Array.from({ length: count }, (_, position) => position);
  const at = (position: number, line: number) => ({ file: 'many.yaml', line: 100 * position + line });
  const functions = many.map((position) => ({
    ...({
      id: `Worker${position}`,
      kind: 'function',
      type: 'AWS::Lambda::Function',
      name: `Worker${position}`,
    } as const),
    properties: [
      { name: 'Timeout', value: 10 + (position % 3), source: at(position, 2) },
      { name: 'MemorySize', value: position % 2 ? 256 : 512, source: at(position, 3) },
      { name: 'Runtime', value: 'nodejs22.x', source: at(position, 4) },
    ],
    source: at(position, 1),
    confidence: 1,
  }));
  const queues = many.map((position) => ({
    ...({ id: `Inbox${position}`, kind: 'queue', type: 'AWS::SQS::Queue', name: `Inbox${position}` } as const),
    properties: [{ name: 'VisibilityTimeout', value: 60, source: at(position, 12) }],
    source: at(position, 11),
    confidence: 1,
  }));
  const tables = many.map((position) => ({
    ...({ id: `Items${position}`, kind: 'table', type: 'AWS::DynamoDB::Table', name: `Items${position}` } as const),
    properties: [
      { name: 'BillingMode', value: 'PAY_PER_REQUEST', source: at(position, 22) },
      { name: 'StreamSpecification.StreamViewType', value: 'NEW_IMAGE', source: at(position, 23) },
    ],
    source: at(position, 21),
    confidence: 1,
  }));
  const findings = functions.map(
    ({ id, source }): Finding => ({
      rule: 'no-alarm',
      severity: 'low',
      message: `No alarm watches the function ${id}. Add one.`,
      component: id,
      source,
      confidence: 1,
    }),
  );
  return {
    ...ordersModel,
    components: [...ordersModel.components, ...functions, ...queues, ...tables],
    relations: [
      ...ordersModel.relations,
      ...many.map((position) => ({
        ...({ from: `Inbox${position}`, to: `Worker${position}`, kind: 'triggers' } as const),
        source: at(position, 6),
        confidence: 1,
      })),
    ],
    stores: [
      ...ordersModel.stores,
      ...tables.map(({ id, source }) => ({
        ...{ id, source, confidence: 1, indexes: [], accessPatterns: [] },
        keys: [{ name: 'pk', role: 'HASH', type: 'S' } as const],
      })),
    ],
    findings: [...ordersModel.findings, ...findings],
  };
}
