import { describe, expect, it } from 'vitest';
import { buildDesign } from '../assemble-document.ts';
import type { DesignInput } from '../design-input.ts';
import { openQuestions } from '../questions/question-bank.ts';
import { ordersInput } from '../testing/orders-input.ts';
import { ordersModel } from '../testing/orders-model.ts';
import { contradictionsOf } from './contradictions.ts';
import { evidenceIn, readPartial } from './read-partial.ts';

const markdown = `# Orders, a design

The orders service takes orders from the shop.

## 1. Data modelling

The table \`OrdersTable\` keeps orders; the table \`InvoicesTable\` keeps invoices.

| Key | Meaning |
| --- | --- |
| pk | order |

## API endpoints

- POST /orders
- \`GET /orders/:orderId\`
- DELETE /orders/{id}

## Non-functional requirements

- Latency: p99 below 400 ms
- Orders are kept for 7 years

\`\`\`mermaid
graph TD
  A --> B
\`\`\`

## Team

Two teams of five. <script>alert(1)</script>
`;

const partial = { markdown, name: 'orders.md' };
const input: DesignInput = { ...ordersInput, mode: 'partial', partial, answers: {} };

describe('a partial design', () => {
  it('is read into our sections, with the line of each', () => {
    expect(readPartial(markdown).map(({ section, title, line }) => [section, title, line])).toEqual([
      ['scope', 'Orders, a design', 1],
      ['data-model', 'Data modelling', 5],
      ['api-contracts', 'API endpoints', 13],
      ['non-functional-requirements', 'Non-functional requirements', 19],
      [null, 'Team', 29],
    ]);
  });

  it('keeps its words in place, and is completed after them', () => {
    const { document, markdown: text } = buildDesign(input);
    const section = document.sections.find(({ id }) => id === 'data-model');
    const at = (words: string) => JSON.stringify(section?.blocks).indexOf(words);
    expect(at('keeps invoices')).toBeGreaterThan(-1);
    expect(at('byStatus')).toBeGreaterThan(at('keeps invoices'));
    expect(text).toContain('“Data modelling” as it stood in orders.md, line 5.');
    expect(document.sections.find(({ title }) => title === 'Team')).toBeDefined();
  });

  it('answers what it states, so that nobody is asked for it again', () => {
    expect(evidenceIn(partial).map(({ questionId, line }) => [questionId, line])).toEqual([
      ['latency-target', 21],
      ['retention', 22],
    ]);
    expect(openQuestions(input).map(({ id }) => id)).toEqual(['load', 'budget']);
    expect(buildDesign(input).markdown).toContain('(from orders.md, to be confirmed)');
  });

  it('is held against the source', () => {
    expect(contradictionsOf(markdown, ordersModel).map(({ kind, name, line }) => [kind, name, line])).toEqual([
      ['table', 'InvoicesTable', 7],
      ['endpoint', 'DELETE /orders/{id}', 17],
    ]);
    expect(buildDesign(input).markdown).toContain(
      'names the endpoint DELETE /orders/{id}, which the source does not have',
    );
    expect(contradictionsOf(markdown, null)).toEqual([]);
  });

  it('contradicts the source in a setting', () => {
    expect(contradictionsOf('The timeout of CreateOrder is 30 seconds.', ordersModel)[0]?.text).toBe(
      'Line 1 gives CreateOrder a timeout of 30 s; the source has 10 s (template.yaml:42).',
    );
    expect(contradictionsOf('The timeout of CreateOrder is 10 seconds.', ordersModel)).toEqual([]);
  });

  it('brings no markup of its own along', () => {
    const { markdown: text, document } = buildDesign(input);
    expect(text).toContain('\\<script>');
    expect(
      document.sections.flatMap(({ blocks }) =>
        blocks.filter((one) => one.kind === 'code' && one.language === 'mermaid'),
      ),
    ).toEqual([]);
  });

  it('may be anything at all', () => {
    for (const odd of ['', '#', '###### ', '```', '| a\n|--|', '- \n1. \n', '\u0000', '# A\n# B\n# C'.repeat(50)])
      expect(() => buildDesign({ ...input, partial: { markdown: odd } })).not.toThrow();
  });
});
