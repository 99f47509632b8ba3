import { describe, expect, it } from 'vitest';
import { buildDesign } from './assemble-document.ts';
import { drift } from './drift.ts';
import { movedDown, withProperty } from './testing/change-model.ts';
import { greenfieldInput, ordersInput } from './testing/orders-input.ts';
import { ordersModel } from './testing/orders-model.ts';

const { traceability } = buildDesign({ ...ordersInput, detail: 'comprehensive' });

describe('drift', () => {
  it('finds nothing where nothing changed', () => {
    expect(drift(traceability, ordersModel)).toEqual([]);
  });

  it('names exactly the claim about the timeout that changed, with its old and new value and its line', () => {
    const found = drift(traceability, withProperty(ordersModel, 'CreateOrder', 'Timeout', 20));
    expect(found.map(({ claim, ...rest }) => ({ text: claim.text, ...rest }))).toEqual([
      {
        text: 'Timeout of CreateOrder is 10 s.',
        kind: 'changed',
        was: '10',
        is: '20',
        file: 'template.yaml',
        line: 42,
      },
    ]);
  });

  it('tells a claim that is gone from one that changed', () => {
    const found = drift(traceability, withProperty(ordersModel, 'CreateOrder', 'MemorySize', undefined));
    expect(found.map(({ kind, was, is, line }) => ({ kind, was, is, line }))).toEqual([
      { kind: 'gone', was: '512', is: null, line: 43 },
    ]);
  });

  it('tells claims that only moved from those that no longer hold', () => {
    const found = drift(traceability, movedDown(ordersModel, 'src/get-order.ts', 3));
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ kind, file, line }) => kind === 'moved' && file === 'src/get-order.ts' && line === 12)).toBe(
      true,
    );
  });

  it('counts what came and names what went', () => {
    const without = {
      ...ordersModel,
      components: ordersModel.components.filter(({ id }) => id !== 'GetOrder'),
      apis: ordersModel.apis.filter(({ target }) => target !== 'GetOrder'),
    };
    const found = drift(traceability, without);
    const text = (kind: string) => found.filter((one) => one.kind === kind).map(({ claim }) => claim.text);
    expect(text('changed')).toEqual(expect.arrayContaining(['There are 4 functions.', 'There are 3 API operations.']));
    expect(text('gone')).toEqual(
      expect.arrayContaining(['GetOrder is a function.', 'GET /orders/{id} is answered by GetOrder.']),
    );
    expect(found.some(({ claim }) => claim.text.includes('CreateOrder'))).toBe(false);
  });

  it('leaves claims alone that rest on answers', () => {
    const green = buildDesign(greenfieldInput);
    expect(green.traceability.claims.length).toBeGreaterThan(0);
    expect(drift(green.traceability, ordersModel)).toEqual([]);
  });

  it('survives a round trip through JSON', () => {
    const stored: unknown = JSON.parse(JSON.stringify(traceability));
    expect(stored).toEqual(traceability);
  });
});
