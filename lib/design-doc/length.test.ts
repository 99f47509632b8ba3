import { describe, expect, it } from 'vitest';
import { renderPdf } from '#lib/agents/assessment/report/render-pdf';
import type { DetailLevel } from '#lib/domain/design-document/document';
import { buildDesign } from './assemble-document.ts';
import { renderDesign } from './render/render-design.ts';
import { withManyFunctions } from './testing/many-functions.ts';
import { ordersInput } from './testing/orders-input.ts';

const model = withManyFunctions(50);
const designOf = (detail: DetailLevel) => buildDesign({ ...ordersInput, model, detail });

function pagesOf(detail: DetailLevel): number {
  const { typst, typstFiles } = renderDesign(designOf(detail).document);
  const pdf = Buffer.from(renderPdf(typst, { files: typstFiles, createdAt: new Date(0) })).toString('latin1');
  return pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

describe('the design of a system with fifty functions', () => {
  it('has at most ten pages as an overview, twenty-five at the standard level and all of it as a comprehensive edition', () => {
    expect(pagesOf('overview')).toBeLessThanOrEqual(10);
    const standard = pagesOf('standard');
    expect(standard).toBeGreaterThan(10);
    expect(standard).toBeLessThanOrEqual(25);
    expect(pagesOf('comprehensive')).toBeGreaterThan(30);
  }, 60_000);

  it('says once what holds for many, and keeps the claim about each', () => {
    const { markdown, traceability } = designOf('standard');
    const texts = traceability.claims.map(({ text }) => text);
    for (let position = 0; position < 50; position += 1) {
      expect(texts).toContain(`Timeout of Worker${position} is ${10 + (position % 3)} s.`);
      expect(texts).toContain(`No alarm watches the function Worker${position}.`);
      expect(texts).toContain(`Keys of Items${position}: pk (HASH, S).`);
    }
    const rows = markdown.split('\n').filter((line) => line.startsWith('|') && line.includes('Worker1`'));
    expect(rows.filter((row) => row.includes('| 11 s'))).toHaveLength(2);
    expect(markdown).toMatch(/\| `Worker1`, `Worker4`, `Worker7`, `Worker10`, `Worker13`, `Worker16` and 11 more/);
  });

  it('has a row for each in a comprehensive edition', () => {
    const { markdown } = designOf('comprehensive');
    expect(markdown.split('\n').filter((line) => /^\| `Worker\d+`\S* \| 1[012] s/.test(line))).toHaveLength(50);
  });
});
