import { describe, expect, it } from 'vitest';
import { buildDesign } from '../assemble-document.ts';
import { greenfieldInput } from '../testing/orders-input.ts';
import { proposeModel } from './propose-model.ts';
import { readUseCases } from './read-use-cases.ts';

describe('use cases in words', () => {
  it.each([
    ['Shop manager creates work order', 'Shop manager', 'work order', 'POST'],
    ['As a technician, I want to view the work orders', 'technician', 'work order', 'GET'],
    ['Customers can cancel their orders', 'Customers', 'order', 'PUT'],
    ['The clerk deletes an invoice by number', 'clerk', 'invoice', 'DELETE'],
    ['Shop manager searches for work orders by truck VIN', 'Shop manager', 'work order', 'GET'],
  ])('%s', (text, actor, noun, method) => {
    expect(readUseCases(text)[0]).toMatchObject({ actor, noun, operation: { method } });
  });

  it('keep what they cannot be read as', () => {
    expect(readUseCases('Everything is fine')[0]).toMatchObject({ text: 'Everything is fine', operation: null });
  });
});

describe('a proposal', () => {
  const model = proposeModel(greenfieldInput);

  it('has an operation, a function and a table for what is stated, and nothing for what is not', () => {
    expect(model.apis.map(({ method, path, target }) => `${method} ${path} ${target}`)).toEqual([
      'POST /work-orders CreateWorkOrder',
      'GET /work-orders ListWorkOrders',
      'PUT /work-orders/{workOrderId} UpdateWorkOrder',
    ]);
    expect(model.stores.map(({ id }) => id)).toEqual(['WorkOrdersTable', 'VehiclesTable']);
    expect(proposeModel({ ...greenfieldInput, answers: {} }).components).toEqual([]);
  });

  it('has an index for each look-up, with the pattern that uses it', () => {
    const store = model.stores[0];
    expect(store?.indexes.map(({ keys }) => keys.map(({ name }) => name))).toEqual([['status', 'date']]);
    expect(store?.accessPatterns.find(({ index }) => index !== null)).toMatchObject({
      operation: 'Query',
      by: 'ListWorkOrders',
    });
  });

  it('announces with a dead-letter queue, and lets in by the stated pool', () => {
    expect(model.events.map(({ name, producer, consumer }) => [name, producer, consumer])).toEqual([
      ['work-order.created', 'CreateWorkOrder', 'Notification'],
    ]);
    expect(model.relations.some(({ kind }) => kind === 'dead-letters')).toBe(true);
    expect(model.relations.some(({ from, kind }) => from === 'UserPool' && kind === 'authorizes')).toBe(true);
  });

  it('is GraphQL where that is wanted', () => {
    const answers = { ...greenfieldInput.answers, 'api-style': { text: 'GraphQL with AppSync', messageId: 'm' } };
    expect(proposeModel({ ...greenfieldInput, answers }).apis.map(({ method, path }) => `${method} ${path}`)).toContain(
      'MUTATION createWorkOrder',
    );
  });

  it('leads every claim to an answer, never to a file', () => {
    const { traceability, markdown } = buildDesign(greenfieldInput);
    expect(traceability.claims.flatMap(({ sources }) => sources).filter(({ kind }) => kind === 'file')).toEqual([]);
    expect(traceability.claims.find(({ text }) => text.startsWith('POST /work-orders'))?.sources).toEqual([
      { kind: 'answer', id: 'use-cases', line: 1 },
    ]);
    expect(markdown).toContain('**Proposal:** Nothing of this is built.');
    expect(markdown).not.toMatch(/\bin the source\b/);
  });

  it('invents neither load nor cost', () => {
    const { markdown } = buildDesign({ ...greenfieldInput, answers: {} });
    expect(markdown).not.toMatch(/\\\$\d/);
    expect(markdown).toContain('none is invented');
  });
});
