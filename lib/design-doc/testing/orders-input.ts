import type { DesignInput } from '../design-input.ts';
import { ordersModel } from './orders-model.ts';

const answer = (text: string) => ({ text, messageId: 'm1' });

/** The orders service, described as it is, with the three answers that its source cannot give. */
export const ordersInput: DesignInput = {
  mode: 'brownfield',
  detail: 'standard',
  diagramFormat: 'mermaid',
  project: { name: 'Orders', owner: 'Architecture' },
  model: ordersModel,
  answers: {
    load: answer('50 requests per second'),
    budget: answer('2,000 USD a month'),
    retention: answer('Orders 7 years'),
  },
  documents: [],
  now: '2026-11-21T20:00:00.000Z',
};

/** A system that does not exist yet, as an interview leaves it. */
export const greenfieldInput: DesignInput = {
  mode: 'greenfield',
  detail: 'standard',
  diagramFormat: 'mermaid',
  project: { name: 'Work orders' },
  model: null,
  answers: {
    scope: answer('Work orders for fleet vehicles; invoicing is out of scope.'),
    'use-cases': answer('Shop manager creates work order\nTechnician views work orders\nTechnician updates work order'),
    entities: answer('work order by workOrderId, vehicle by VIN'),
    'access-patterns': answer('work orders by status and date'),
    events: answer('work order created: notification'),
    'api-style': answer('REST'),
    authentication: answer('Cognito user pool with JWT'),
    load: answer('1000 requests per minute'),
  },
  documents: [],
  now: '2026-11-21T20:00:00.000Z',
};
