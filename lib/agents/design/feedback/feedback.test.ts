import { describe, expect, it } from 'vitest';
import type { Design } from '../schema.ts';
import { designOf, reportOfExample } from '../testing/reports.ts';

const hospitalReport = await reportOfExample('hospital');
const fintechReport = await reportOfExample('fintech');
const hospital = await designOf(hospitalReport);

const rule = (design: Design, id: string) => design.businessRules.find((one) => one.id === id);
const component = (design: Design, id: string) => design.components.find((one) => one.id === id);

describe('what an approver asks for', () => {
  it('is quoted, whatever comes of it', async () => {
    const design = await designOf(hospitalReport, 'Make it nicer.');
    expect(design.feedback).toEqual({
      request: 'Make it nicer.',
      changed: [],
      notChanged: ['“Make it nicer.”: nothing in it can be computed; it stands as a request.'],
    });
    expect({ ...design, feedback: undefined }).toEqual({ ...hospital, feedback: undefined });
  });

  it('sets a number: rule, entity, sentence and decision follow', async () => {
    const design = await designOf(hospitalReport, 'Keep the working copies for 60 days, please.');
    expect(rule(design, 'case-retention')).toMatchObject({
      parameters: { days: 60 },
      title: 'Clinical letter records are kept 60 days',
    });
    expect(rule(design, 'case-retention')?.sources).toContain('feedback');
    expect(design.entities.find(({ id }) => id === 'clinical-letter')?.retentionDays).toBe(60);
    expect(design.sections.flatMap(({ statements }) => statements).map(({ text }) => text)).toContain(
      'Clinical letter records are deleted after 60 days, as was stated.',
    );
    expect(design.decisions.some(({ id }) => id === 'retention')).toBe(false);
  });

  it('sets the volume: limit and cost follow', async () => {
    const design = await designOf(hospitalReport, 'Calculate with 18,000 letters a month.');
    expect(rule(design, 'hourly-limit')?.parameters.limit).toBe(Math.ceil((18_000 / 21 / 8) * 3));
    expect(design.cost.monthlyUsd).toBeGreaterThan(hospital.cost.monthlyUsd * 1.5);
  });

  it('takes a component away with its entities, integrations, rules and cost', async () => {
    const design = await designOf(hospitalReport, 'Drop the file gateway and SAP.');
    expect(component(design, 'file-gateway')).toBeUndefined();
    expect(component(design, 'connector-sap')).toBeUndefined();
    expect(design.entities.some(({ id }) => id === 'file-delivery')).toBe(false);
    expect(design.integrations.some(({ system }) => system === 'SAP')).toBe(false);
    expect(design.components.flatMap(({ dependsOn }) => dependsOn)).not.toContain('connector-sap');
    expect(design.cost.monthlyUsd).toBeLessThan(hospital.cost.monthlyUsd);
    expect(design.feedback?.changed).toHaveLength(2);
  });

  it('does not take away what an answer demands, and says which', async () => {
    const design = await designOf(hospitalReport, 'Remove the approval. Drop the clinical drafting agent.');
    expect(component(design, 'review')).toBeDefined();
    expect(component(design, 'clinical-notes-agent')).toBeDefined();
    expect(design.feedback?.changed).toEqual([]);
    expect(design.feedback?.notChanged).toEqual([
      expect.stringContaining('A24'),
      expect.stringContaining('nothing is left to design'),
    ]);
  });

  it('exchanges a technology, and no longer prices the old one', async () => {
    const design = await designOf(hospitalReport, 'Use Dynatrace instead of CloudWatch.');
    expect(component(design, 'monitoring')?.technology).toBe('Dynatrace');
    expect(design.cost.items.some(({ component: id }) => id === 'monitoring')).toBe(false);
  });

  it('connects a further system by its rule', async () => {
    const design = await designOf(hospitalReport, 'Also connect Workday.');
    const workday = design.integrations.find(({ system }) => system === 'Workday');
    expect(workday).toMatchObject({ rule: 'integration.staff', component: 'connector-workday' });
    expect(workday?.sources).toContain('feedback');
  });

  it('moves to a region only where the data may be', async () => {
    const away = await designOf(hospitalReport, 'Build it in us-east-1.');
    expect(rule(away, 'data-region')?.parameters.regions).toBe('eu-central-1');
    expect(away.feedback?.notChanged[0]).toContain('us-east-1 lies outside Germany');
    const within = await designOf(fintechReport, 'Build it in eu-west-1.');
    expect(rule(within, 'data-region')?.parameters.regions).toBe('eu-west-1');
  });

  it('does not shorten what a law asks for', async () => {
    const design = await designOf(fintechReport, 'Keep decisions for 90 days only.');
    expect(rule(design, 'log-retention')?.parameters.days).toBe(1_827);
    expect(design.feedback?.notChanged[0]).toContain('PSD2');
  });

  it('asks for more approval, another share and another bound', async () => {
    const design = await designOf(
      fintechReport,
      'Every reply needs two approvals by a supervisor. Draw a sample of 10 %. Confidence below 0.95 is unsure.',
    );
    expect(rule(design, 'approved-by-person')?.parameters).toEqual({ role: 'supervisor', approvals: 2 });
    expect(rule(design, 'sample-checked')?.parameters.value).toBe(10);
    expect(rule(design, 'unsure-reviewed')?.parameters.value).toBe(0.95);
  });

  it('names another use case of the ranking', async () => {
    const design = await designOf(fintechReport, 'Begin with “Investigate alerts and suspicious transactions”.');
    expect(design.useCase?.id).toBe('U-fraud');
    expect(component(design, 'fraud-agent')).toBeDefined();
  });

  it('hears what a section lacks when it wants more of it', async () => {
    const design = await designOf(hospitalReport, 'More detail on integration, please.');
    expect(design.feedback?.notChanged[0]).toContain('it lacks: ');
  });

  it('hears that nothing changes where it is so already', async () => {
    const design = await designOf(fintechReport, 'Use Haiku.');
    expect(design.feedback?.notChanged).toEqual([
      '“Use Haiku.”: that the model is Claude Haiku makes no difference to this design.',
    ]);
  });
});
