import { describe, expect, it } from 'vitest';
import { completenessSchema, detailLevels, traceabilitySchema } from '#lib/domain/design-document/document';
import { assembleDocument, buildAllPhases, buildDesign } from './assemble-document.ts';
import type { DesignInput } from './design-input.ts';
import { readReplacements } from './phases/migration.ts';
import { useCaseName } from './phases/use-cases.ts';
import { sectionKinds } from './sections.ts';
import { ordersInput } from './testing/orders-input.ts';
import { ordersModel } from './testing/orders-model.ts';

const built = (input: Partial<DesignInput> = {}) => buildDesign({ ...ordersInput, ...input });
const ids = (input: Partial<DesignInput> = {}) => built(input).document.sections.map(({ id }) => id);

describe('a design document', () => {
  it('has all sections at the standard level, in order, and migration only for one', () => {
    const standard = sectionKinds
      .filter(({ id, from }) => from !== 'comprehensive' && id !== 'migration')
      .map(({ id }) => id);
    expect(ids()).toEqual(standard);
    expect(ids({ mode: 'migration' })).toContain('migration');
  });

  it('differs by level: an overview is short, the comprehensive one has runbooks and the inventory', () => {
    const sizes = detailLevels.map((detail) => built({ detail }).markdown.length);
    expect(sizes[0]).toBeLessThan((sizes[1] ?? 0) / 2);
    expect(sizes[2]).toBeGreaterThan((sizes[1] ?? 0) * 1.2);
    expect(ids({ detail: 'overview' })).not.toContain('access-patterns');
    expect(ids({ detail: 'comprehensive' })).toEqual(expect.arrayContaining(['runbooks', 'component-inventory']));
  });

  it('leads every claim about the source to a line of it, and marks each in the text', () => {
    const { traceability, markdown } = built({ detail: 'comprehensive' });
    expect(traceabilitySchema.parse(traceability)).toEqual(traceability);
    const places = new Set(JSON.stringify(ordersModel).match(/"file":"[^"]+","line":\d+/g));
    for (const claim of traceability.claims) {
      expect(markdown).toContain(`[^${claim.id}]`);
      expect(markdown).toContain(`\n[^${claim.id}]: `);
      for (const { kind, id, line } of claim.sources)
        if (kind === 'file') expect(places).toContain(`"file":"${id}","line":${line}`);
      if (claim.about && !claim.about.element.startsWith('system')) expect(claim.sources.length).toBeGreaterThan(0);
    }
    const marks = new Set([...markdown.matchAll(/\[\^(c\w+)\](?!:)/g)].map(([, id]) => id));
    expect([...marks].filter((id) => !traceability.claims.some((claim) => claim.id === id))).toEqual([]);
    expect(markdown).toContain('([template.yaml:42](./template.yaml#L42))');
  });

  it('does not depend on the order in which phases come, nor on their way through JSON', () => {
    const parts = buildAllPhases(ordersInput);
    const stored = JSON.parse(JSON.stringify(parts.toReversed())) as typeof parts;
    expect(assembleDocument(ordersInput, stored).markdown).toBe(assembleDocument(ordersInput, parts).markdown);
  });

  it('states completeness as its schema wants it, and the same in the text', () => {
    const { completeness, markdown } = built();
    expect(completenessSchema.parse(completeness)).toEqual(completeness);
    for (const { title } of completeness.items) expect(markdown).toContain(`| ${title} |`);
  });

  it('says of what it does not know that it needs input', () => {
    const { markdown } = built({ answers: {} });
    expect(markdown).toContain('Cost follows from load, and none is invented');
    expect(markdown).not.toMatch(/\\\$\d/);
  });

  it('stands on an empty source without inventing one', () => {
    const empty = { ...ordersModel, components: [], relations: [], apis: [], stores: [], events: [], findings: [] };
    for (const mode of ['brownfield', 'migration', 'partial'] as const) {
      const { markdown, traceability } = built({ mode, model: empty, answers: {}, detail: 'comprehensive' });
      expect(markdown).toContain('The source has no API');
      expect(traceability.claims.filter(({ sources }) => sources.some(({ kind }) => kind === 'file'))).toEqual([]);
    }
  });

  it('fits fifteen slides', () => {
    const { slidesMarkdown } = built({ detail: 'comprehensive', mode: 'migration' });
    expect(slidesMarkdown.startsWith('---\nmarp: true\n')).toBe(true);
    expect(slidesMarkdown.split('\n---\n').length - 1).toBeLessThanOrEqual(15);
    expect(slidesMarkdown).toContain('diagrams/architecture.svg');
  });

  it('comes with every diagram as files', () => {
    const { diagramFiles, document } = built();
    for (const { id } of document.diagrams)
      expect(Object.keys(diagramFiles)).toEqual(expect.arrayContaining([`${id}.mmd`, `${id}.puml`, `${id}.txt`]));
  });

  it('proposes the permissions that the code needs, beside what is granted', () => {
    const { markdown } = built({ detail: 'comprehensive' });
    expect(markdown).toMatch(
      /\| `CreateOrder`\S* \| `AmazonDynamoDBFullAccess`\S* \| `dynamodb:PutItem` on `OrdersTable`\S* `events:PutEvents` on `OrderEvents`\S* \| granted beyond the calls in the code: AmazonDynamoDBFullAccess/,
    );
    expect(markdown).toContain('"dynamodb:Query"');
  });
});

describe('a migration', () => {
  it('reads what replaces what', () => {
    expect(readReplacements('OrdersDatabase -> OrdersTable, because queries are slow\nreplace Redis with DAX')).toEqual(
      [
        { from: 'OrdersDatabase', to: 'OrdersTable' },
        { from: 'Redis', to: 'DAX' },
      ],
    );
  });

  it('goes by dual write, backfill and cutover for the store whose data moves, and back', () => {
    const answer = (text: string) => ({ text, messageId: 'm' });
    const { markdown } = built({
      mode: 'migration',
      answers: {
        'migration-target': answer('OrdersTable -> OrdersLedger'),
        'migration-rollback': answer('errors above 5 %'),
      },
    });
    expect(markdown).toMatch(
      /1\\?\. Dual write \| `CreateOrder`, `ShipOrder` write to `OrdersTable` and `OrdersLedger`/,
    );
    expect(markdown).toMatch(/4\\?\. Cutover/);
    expect(markdown).toContain('Trigger: errors above 5 %');
  });

  it('compares the current source with a scan of the target', () => {
    const target = {
      ...ordersModel,
      components: ordersModel.components.map((one) => (one.id === 'OrdersTable' ? { ...one, id: 'LedgerTable' } : one)),
    };
    const { markdown } = built({ mode: 'migration', targetModel: target });
    expect(markdown).toMatch(/\| Goes \| `OrdersTable`/);
    expect(markdown).toMatch(/\| Comes \| `LedgerTable` \(table\)/);
    expect(markdown).toContain('From `OrdersTable` to `LedgerTable`');
  });
});

describe('the name of a use case', () => {
  it.each([
    ['POST', '/orders', 'create order'],
    ['GET', '/orders/{id}', 'view order'],
    ['GET', '/backend/{orderId}', 'view order'],
    ['GET', '/api/v1/orders', 'view orders'],
    ['POST', '/orders/{id}/cancel', 'cancel order'],
    ['POST', '/cart/checkout', 'checkout cart'],
    ['POST', '/cancelPayment', 'cancel payment'],
    ['MUTATION', 'placeOrder', 'place order'],
  ])('%s %s', (method, path, name) => {
    expect(useCaseName({ method, path })).toBe(name);
  });
});
