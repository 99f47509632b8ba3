import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { planWork } from './plan-work.ts';
import { csvHeader, renderCsv } from './render-csv.ts';
import { renderGantt } from './render-gantt.ts';
import { renderMarkdown } from './render-markdown.ts';
import { type Plan, planningOutputSchema } from './schema.ts';
import { assess, component, letters, readAnswers, taskContext } from './testing/examples.ts';
import { readCsv } from './testing/read-csv.ts';

let plan: Plan;
let large: Plan;
beforeAll(async () => {
  const report = await assess(readAnswers('hospital'));
  const planFor = async (design: typeof letters) => {
    const input = { report, design, project: { id: 'p', name: 'Letters: a "draft"; #1' } };
    return planningOutputSchema.parse((await planWork.run(input, taskContext())).output).plan;
  };
  plan = await planFor(letters);
  const components = Array.from({ length: 300 }, (_, index) => component(`c${index}`, 'function'));
  large = await planFor({ ...letters, components });
});

const named = (name: string): Plan => ({ ...plan, tasks: plan.tasks.map((task) => ({ ...task, name })) });

describe('the CSV', () => {
  it('is read back as it was written', () => {
    const rows = readCsv(renderCsv(plan));
    expect(Object.keys(rows[0] ?? {})).toEqual([...csvHeader]);
    expect(rows.map((row) => [row['WBS'], row['Id'], row['Task'], row['Start'], row['End']])).toEqual(
      plan.tasks.map(({ wbs, id, name, start, end }) => [wbs, id, name, start, end]),
    );
    expect(rows.map((row) => row['Depends on'])).toEqual(plan.tasks.map(({ dependsOn }) => dependsOn.join('; ')));
    expect(rows.map((row) => Number(row['Expected']))).toEqual(plan.tasks.map(({ estimate }) => estimate.expected));
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")', '=1,2"3\n4', '＝1'])(
    'holds no formula: %j',
    (name) => {
      for (const row of readCsv(renderCsv(named(name)))) expect(row['Task']).toBe(`'${name}`);
    },
  );

  it('keeps any text, and begins no cell with a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 40 }), (name) => {
        const [row] = readCsv(renderCsv(named(name)));
        const cell = row?.['Task'] ?? '';
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        expect([name, `'${name}`]).toContain(cell);
      }),
    );
  });
});

const linesOf = (gantt: string) => gantt.split('\n').slice(1, -1);
const statement =
  /^ {2}(?:title [^\n]+|dateFormat YYYY-MM-DD|inclusiveEndDates|excludes weekends|section [^:;#\n]+|[^:;#\n]+ :(?:crit, |milestone, )?\d{4}-\d\d-\d\d, \d{4}-\d\d-\d\d)$/;

describe('the Gantt', () => {
  it('has a row for each task with its dates, critical ones marked', () => {
    const [first, ...lines] = linesOf(renderGantt(plan));
    expect(first).toBe('gantt');
    for (const line of lines) expect(line).toMatch(statement);
    expect(lines.filter((line) => line.includes(' :crit, '))).toHaveLength(
      plan.tasks.filter(({ isCritical }) => isCritical).length,
    );
    expect(lines).toContain(`  1.3 Decision on the budget :crit, 2026-11-23, 2027-03-31`);
    expect(lines.filter((line) => line.includes(':milestone'))).toHaveLength(plan.milestones.length);
  });

  it.each([
    'end: crit, 2020-01-01\nsection x',
    'a;b#c',
    '%%{init: {}}%%',
    'click a href "javascript:1"',
    '',
    '```\n# x',
  ])('takes a name for nothing but a name: %j', (name) => {
    const gantt = renderGantt({ ...named(name), project: { id: 'p', name } });
    expect(gantt.match(/```/g)).toHaveLength(2);
    for (const line of linesOf(gantt).slice(1)) expect(line).toMatch(statement);
  });

  it('sums up a long plan, so that it can be read and Mermaid takes it', () => {
    const gantt = renderGantt(large);
    expect(large.tasks.length).toBeGreaterThan(600);
    expect(gantt.split('\n').length).toBeLessThan(150);
    expect(gantt.length).toBeLessThan(50_000);
    expect(gantt).toMatch(/Build \(\d+ tasks\) :crit, /);
  });
});

describe('the Markdown', () => {
  it('names the range, the chance to meet the date, the critical path, the risks and what is assumed', () => {
    const markdown = renderMarkdown(plan);
    expect(markdown).toContain(`${plan.duration.p10Days} to ${plan.duration.p90Days} with 80 %`);
    expect(markdown).toContain('The chance to be live by the target date is below 2 %.');
    for (const heading of ['Gantt', 'Milestones', 'Critical path', 'Roles', 'Risks', 'Work breakdown', 'Assumptions'])
      expect(markdown).toContain(`\n## ${heading}\n`);
    expect(markdown).toContain('1.3 Decision on the budget: 2026-11-23 to 2027-03-31');
    expect(markdown).toMatch(/\| The money does not come \| 2 of 3 \| 3 of 3 \|.*\| Finance \| 1\.3 \| A38, A39 \|/);
  });

  it('shows names as text', () => {
    const markdown = renderMarkdown(named('<script>alert(1)</script> | [x](javascript:1)'));
    expect(markdown).not.toMatch(/(?<!\\)<script/);
    expect(markdown).not.toMatch(/(?<!\\)\]\((?!\\)/);
  });
});
