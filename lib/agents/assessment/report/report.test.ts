import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { answerAll, startInterview } from '../interview.ts';
import { buildReport } from './build-report.ts';
import { renderRadar } from './radar.ts';
import { renderMarkdown } from './render-markdown.ts';
import { withEvidence } from './report-input.ts';
import type { AssessmentReport } from './report-model.ts';

const now = new Date('2026-11-21T09:00:00Z');
const examples = path.join(import.meta.dirname, '../../../../docs/examples');
const answersFile = z.object({
  say: z.array(z.string()).optional(),
  answers: z.record(z.string(), z.string()).optional(),
});

async function assess(name: string): Promise<AssessmentReport> {
  const project = { id: name, name };
  const interview = startInterview(project, now);
  await answerAll(
    interview,
    answersFile.parse(JSON.parse(readFileSync(path.join(examples, `assessment-${name}.json`), 'utf8'))),
  );
  const state = interview.output?.state;
  if (state === undefined) throw new Error(`The interview of ${name} gave no state.`);
  return buildReport({ state, project, now });
}

let hospital: AssessmentReport;
let fintech: AssessmentReport;
beforeAll(async () => {
  [hospital, fintech] = [await assess('hospital'), await assess('fintech')];
});
describe('a finding', () => {
  it('shows the answer it rests on, unless the sentence says it already', () => {
    expect(withEvidence('Sign-in is weak', 'no multi-factor sign-in')).toBe(
      'Sign-in is weak (no multi-factor sign-in)',
    );
    expect(withEvidence('There has been a security incident', 'a security incident')).toBe(
      'There has been a security incident',
    );
  });
});

describe('a use case of which nothing else is known', () => {
  it('is assumed to be averagely feasible, and names the questions that would tell', async () => {
    const project = { id: 'bare', name: 'bare' };
    const interview = startInterview(project, now);
    const { output } = await interview.send('customer support emails', 'business.process.candidates');
    const [useCase] = buildReport({ state: output.state, project, now }).useCases;
    const basis = useCase?.reasons.find(({ text }) => text.startsWith('Nothing is known yet of data'));
    expect(basis?.text).toContain('assumed to be average');
    expect(basis?.sources).toContain('A1');
  });
});

const both = () => [hospital, fintech];
const ids = (findings: readonly { id: string }[]) => findings.map(({ id }) => id);

describe('two organizations', () => {
  it('are interviewed to the end, with every question answered', () => {
    for (const report of both()) {
      expect(report.unanswered).toEqual([]);
      expect(report.status.answered).toBeGreaterThan(38);
    }
  });

  it('differ in maturity as they differ in fact', () => {
    const levels = (report: AssessmentReport) => report.scores.dimensions.map(({ level }) => level ?? 0);
    levels(hospital).forEach((level, index) => expect(level).toBeLessThan(levels(fintech)[index] ?? 0));
    expect(hospital.scores.overall).toBeLessThan(3.2);
    expect(fintech.scores.overall).toBeGreaterThan(4);
  });

  it('have risks of their own', () => {
    expect(ids(hospital.risks)).toEqual(
      expect.arrayContaining([
        'R-harm',
        'R-identity',
        'R-privacy',
        'R-no-dpia',
        'R-representation',
        'R-competition',
        'R-shadow-ai',
        'R-breach',
      ]),
    );
    expect(ids(fintech.risks)).not.toEqual(expect.arrayContaining(['R-harm']));
    expect(fintech.risks.length).toBeLessThan(hospital.risks.length / 2);
  });

  it('get use cases from what they named', () => {
    expect(ids(hospital.useCases).slice(0, 3)).toContain('U-clinical-notes');
    expect(ids(hospital.useCases)).not.toContain('U-fraud');
    expect(ids(fintech.useCases)[0]).toBe('U-support');
    expect(ids(fintech.useCases)).toEqual(expect.arrayContaining(['U-onboarding', 'U-fraud']));
  });

  it('share hardly a sentence', () => {
    const texts = new Set(hospital.traceability.map(({ text }) => text));
    const shared = fintech.traceability.filter(({ text }) => texts.has(text));
    expect(shared.length).toBeLessThan(fintech.traceability.length / 10);
  });

  it('get next steps with an owner and a horizon, each for a reason', () => {
    for (const { nextSteps } of both()) {
      expect(nextSteps.length).toBeGreaterThan(0);
      for (const { owner, horizon, reason } of nextSteps)
        expect([owner, horizon, reason.sources.length > 0]).not.toContain('');
    }
    expect(hospital.nextSteps[0]?.horizon).toBe('within 30 days');
  });
});

describe('traceability', () => {
  it('leads from every statement to answers that exist', () => {
    for (const report of both()) {
      const refs = new Set(report.answers.map(({ ref }) => ref));
      for (const { text, sources, questionIds } of report.traceability) {
        expect(sources.length, text).toBeGreaterThan(0);
        for (const source of sources) expect(refs.has(source), `${source} of "${text}"`).toBe(true);
        expect(questionIds).toHaveLength(sources.length);
      }
    }
  });

  it('gives every statement an id of its own', () => {
    for (const { traceability } of both()) {
      const statements = traceability.map(({ statement }) => statement);
      expect(new Set(statements).size).toBe(statements.length);
    }
  });

  it('quotes every answer in the appendix and refers to it from the text', () => {
    const markdown = renderMarkdown(hospital);
    for (const { ref } of hospital.answers) expect(markdown).toContain(`**[${ref}]`);
    expect(markdown).toContain('wait about 8 weeks');
  });
});

describe('a report of almost nothing', () => {
  it('says that it does not know rather than zero', async () => {
    const project = { id: 'p', name: 'Nothing' };
    const interview = startInterview(project, now);
    await interview.send('hello');
    await interview.send('finish now');
    const state = interview.output?.state;
    if (state === undefined) throw new Error('no state');
    const report = buildReport({ state, project, now });
    expect(report.scores.overall).toBeNull();
    expect(report.scores.dimensions.map(({ level }) => level)).toEqual([null, null, null, null]);
    expect([report.gaps, report.risks, report.useCases, report.nextSteps]).toEqual([[], [], [], []]);
    expect(report.unanswered.length).toBe(report.answers.length);
    const markdown = renderMarkdown(report);
    expect(markdown).toContain('too little evidence');
    expect(markdown).toContain('unknown');
    expect(renderRadar(report)).not.toContain('<circle');
  });
});

describe('the radar chart', () => {
  it('has a point per known topic and says everything in words', () => {
    const svg = renderRadar(fintech);
    const known = fintech.scores.dimensions.flatMap(({ topics }) => topics).filter(({ level }) => level !== null);
    expect(svg.match(/<circle /g)).toHaveLength(known.length);
    expect(svg).toMatch(/<desc>Radar chart of maturity per topic.*sponsorship/);
  });
});
