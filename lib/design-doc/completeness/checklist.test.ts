import { describe, expect, it } from 'vitest';
import type { SystemModel } from '#lib/scan/schema';
import { createContext } from '../context.ts';
import type { DesignInput } from '../design-input.ts';
import { questionBank } from '../questions/question-bank.ts';
import { withProperty } from '../testing/change-model.ts';
import { greenfieldInput, ordersInput } from '../testing/orders-input.ts';
import { ordersModel } from '../testing/orders-model.ts';
import { checklistOf } from './checklist.ts';

const statusOf = (input: DesignInput, id: string) =>
  checklistOf(createContext(input, input)).find((item) => item.id === id);
const status = (input: DesignInput, id: string) => statusOf(input, id)?.status;
const answered = (answers: Record<string, string>, input: DesignInput = ordersInput): DesignInput => ({
  ...input,
  answers: {
    ...input.answers,
    ...Object.fromEntries(Object.entries(answers).map(([id, text]) => [id, { text, messageId: 'm' }])),
  },
});
const without = (id: string, input: DesignInput = ordersInput): DesignInput => ({
  ...input,
  answers: Object.fromEntries(Object.entries(input.answers).filter(([key]) => key !== id)),
});
const changed = (change: (model: SystemModel) => SystemModel, input: DesignInput = ordersInput): DesignInput => ({
  ...input,
  model: change(ordersModel),
});

const watched = (model: SystemModel): SystemModel => ({
  ...model,
  relations: [
    ...model.relations,
    ...['GetOrder', 'ListOrders', 'ShipOrder'].map((to) => ({
      from: 'CreateErrors',
      kind: 'alarms' as const,
      to,
      source: { file: 'template.yaml', line: 150 },
      confidence: 1,
    })),
  ],
});

/** Each item as it stands, and what one change of the source or the answers makes of it. */
const flips: readonly (readonly [id: string, before: DesignInput, from: string, after: DesignInput, to: string])[] = [
  ['use-cases', ordersInput, 'incomplete', answered({ 'use-cases': 'Shop manager creates order' }), 'complete'],
  ['use-cases', greenfieldInput, 'complete', without('use-cases', greenfieldInput), 'needs input'],
  ['throughput', ordersInput, 'complete', without('load'), 'needs input'],
  ['throughput', ordersInput, 'complete', answered({ load: 'a lot' }), 'needs input'],
  ['latency', ordersInput, 'needs input', answered({ 'latency-target': 'p99 below 500 ms' }), 'complete'],
  ['recovery', ordersInput, 'needs input', answered({ 'recovery-targets': 'RTO 1 hour' }), 'complete'],
  ['availability', ordersInput, 'needs input', answered({ 'availability-target': '99.9 %' }), 'complete'],
  [
    'risks',
    ordersInput,
    'complete',
    changed((model) => ({
      ...model,
      findings: [
        {
          ...model.findings[0],
          rule: 'something-odd',
          severity: 'high',
          message: 'Odd.',
          component: null,
          source: { file: 'a', line: 1 },
          confidence: 1,
        },
      ],
    })),
    'incomplete',
  ],
  ['budget', ordersInput, 'complete', without('budget'), 'needs input'],
  ['architecture', ordersInput, 'complete', changed((model) => ({ ...model, relations: [], apis: [] })), 'incomplete'],
  ['architecture', greenfieldInput, 'complete', { ...greenfieldInput, answers: {} }, 'needs input'],
  ['boundaries', ordersInput, 'needs input', answered({ compliance: 'Names; GDPR' }), 'complete'],
  ['workflows', ordersInput, 'complete', changed((model) => ({ ...model, apis: [], relations: [] })), 'incomplete'],
  [
    'dependencies',
    ordersInput,
    'complete',
    changed((model) => ({
      ...model,
      components: [
        ...model.components,
        {
          id: 'Carrier',
          kind: 'external',
          type: 'https',
          name: 'Carrier',
          properties: [],
          source: { file: 'a.ts', line: 1 },
          confidence: 0.6,
        },
      ],
    })),
    'incomplete',
  ],
  ['data-model', ordersInput, 'complete', changed((model) => ({ ...model, stores: [] })), 'incomplete'],
  ['data-model', greenfieldInput, 'complete', { ...greenfieldInput, answers: {} }, 'needs input'],
  [
    'access-patterns',
    ordersInput,
    'complete',
    changed((model) => ({ ...model, stores: model.stores.map((store) => ({ ...store, accessPatterns: [] })) })),
    'incomplete',
  ],
  [
    'concurrency',
    ordersInput,
    'complete',
    changed((model) => ({
      ...model,
      stores: model.stores.map((store) => ({
        ...store,
        accessPatterns: store.accessPatterns.map((one) => ({ ...one, keyCondition: null })),
      })),
    })),
    'needs input',
  ],
  ['retention', ordersInput, 'complete', without('retention'), 'needs input'],
  [
    'retention',
    without('retention'),
    'needs input',
    {
      ...without('retention'),
      model: withProperty(ordersModel, 'OrdersTable', 'TimeToLiveSpecification.AttributeName', 'expiresAt'),
    },
    'complete',
  ],
  [
    'api-contracts',
    ordersInput,
    'complete',
    changed((model) => ({ ...model, apis: model.apis.map((api) => ({ ...api, target: null })) })),
    'incomplete',
  ],
  [
    'events',
    ordersInput,
    'complete',
    changed((model) => ({ ...model, events: model.events.map((event) => ({ ...event, consumer: null })) })),
    'incomplete',
  ],
  ['versioning', ordersInput, 'needs input', answered({ 'event-versioning': 'Only add fields' }), 'complete'],
  [
    'authentication',
    ordersInput,
    'complete',
    changed((model) => ({ ...model, relations: model.relations.filter(({ kind }) => kind !== 'authorizes') })),
    'needs input',
  ],
  ['authorization', ordersInput, 'needs input', answered({ roles: 'admin: everything' }), 'complete'],
  ['dead-letters', ordersInput, 'needs input', answered({ 'dead-letters': 'On-call daily' }), 'complete'],
  [
    'dead-letters',
    ordersInput,
    'needs input',
    changed((model) => ({ ...model, relations: model.relations.filter(({ kind }) => kind !== 'dead-letters') })),
    'incomplete',
  ],
  [
    'timeouts',
    ordersInput,
    'incomplete',
    { ...ordersInput, model: withProperty(ordersModel, 'ListOrders', 'Timeout', 20) },
    'complete',
  ],
  ['alarms', ordersInput, 'incomplete', changed(watched), 'needs input'],
  ['alarms', changed(watched), 'needs input', changed(watched, answered({ alerting: 'On-call by Slack' })), 'complete'],
  [
    'cost',
    ordersInput,
    'incomplete',
    answered({ 'function-duration': '100 ms', 'data-volume': '2 KB a record, 5 GB today' }),
    'complete',
  ],
  ['cost', ordersInput, 'incomplete', without('load'), 'needs input'],
  [
    'capacity',
    ordersInput,
    'incomplete',
    answered({ growth: 'doubles', 'data-volume': '5 GB', 'function-duration': '100 ms' }),
    'complete',
  ],
  [
    'migration',
    { ...ordersInput, mode: 'migration' },
    'needs input',
    answered(
      {
        'migration-target': 'OrdersTable -> NewTable',
        'migration-downtime': 'none',
        'migration-rollback': 'errors above 5 %',
      },
      { ...ordersInput, mode: 'migration' },
    ),
    'complete',
  ],
  [
    'partial',
    { ...ordersInput, partial: { markdown: '# A\n\n## API\n\nGET /orders' } },
    'complete',
    { ...ordersInput, partial: { markdown: '# A\n\n## API\n\nGET /invoices' } },
    'incomplete',
  ],
  [
    'sources-read',
    ordersInput,
    'complete',
    changed((model) => ({ ...model, files: { ...model.files, unreadable: [{ file: 'x.yaml', reason: 'broken' }] } })),
    'incomplete',
  ],
  [
    'writers',
    ordersInput,
    'complete',
    changed((model) => ({
      ...model,
      stores: model.stores.map((store) => ({
        ...store,
        accessPatterns: store.accessPatterns.filter(({ operation }) => operation === 'Query'),
      })),
    })),
    'incomplete',
  ],
];

describe('the checklist', () => {
  it.each(flips)('%s: %#', (id, before, from, after, to) => {
    expect(status(before, id)).toBe(from);
    expect(status(after, id)).toBe(to);
  });

  it('flips each of its items somewhere above', () => {
    const ids = checklistOf(
      createContext({ ...ordersInput, mode: 'migration', partial: { markdown: '' } }, ordersInput),
    ).map(({ id }) => id);
    expect(ids.filter((id) => !flips.some(([one]) => one === id))).toEqual([]);
  });

  it('says why, and asks only questions of the bank', () => {
    for (const input of [ordersInput, greenfieldInput, { ...greenfieldInput, answers: {} }])
      for (const { why, questions, status: state } of checklistOf(createContext(input, input))) {
        expect(why).not.toBe('');
        for (const question of questions) expect(questionBank.map(({ id }) => id)).toContain(question);
        if (state === 'complete') expect(questions).toEqual([]);
      }
  });

  it('takes "I do not know" for no answer', () => {
    for (const text of ['I don’t know', "don't know", 'skip', 'TBD', '?', 'not sure yet', ' '])
      expect([text, status(answered({ budget: text }), 'budget')]).toEqual([text, 'needs input']);
  });
});
