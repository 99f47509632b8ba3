import { describe, expect, it } from 'vitest';
import { gatherFacts, ungroundedIn } from './facts.ts';

const facts = gatherFacts({
  summary: 'Claims of the Munich office move from Oracle to Amazon DynamoDB by 2026-12-01.',
  monthlyUsd: 1234.56,
  share: 0.25,
  records: 2_400_000,
  quote: 'We keep every claim for ten years [A12].',
  source: 'src/claims/handler.ts:42',
  place: 'RFP.pdf, page 7',
  link: 'https://docs.example.com/claims',
  risks: ['Lock-in', 'Cost', 'Skills'],
  budgetUsd: 90_000,
  since: '2026-11-21T08:00:00.000Z',
});
const claims = (text: string) => ungroundedIn(text, facts).map(({ kind, claim }) => `${kind} ${claim}`);

describe('numbers', () => {
  it.each([
    'It costs 1,234.56 USD a month.',
    'It costs about 1235 USD, or 1.234,56 in the words of the office.',
    'A quarter of it, 25%, is known; that is 25 percent.',
    'There are 2.4 million records, or 2.4M, or 2,400,000.',
    'The budget is 90k, for 2026.',
    'The three risks are known, and so are 3 others of the kind.',
    'Claims are kept for 10 years.',
    '1. First\n2. Second\n17. Third',
  ])('that the facts hold may be said: %s', (text) => {
    expect(claims(text)).toEqual([]);
  });

  it.each([
    ['It costs 1,334.56 USD.', 'number 1,334.56'],
    ['There are 2.9 million records.', 'number 2.9 million'],
    ['There are 1 million records.', 'number 1 million'],
    ['It saves 30% a year.', 'number 30%'],
    ['There are four risks.', 'number four'],
    ['It takes 40 of them.', 'number 40'],
  ])('that they do not hold are found: %s', (text, found) => {
    expect(claims(text)).toEqual([found]);
  });
});

describe('names', () => {
  it.each([
    'The office in Munich leaves Oracle.',
    'Munich’s claims move. DynamoDB holds them.',
    'Lock-in is a risk. However, Skills are there.',
    '# Next Steps And Open Questions\nThe plan stands.',
    'In May it begins, on a Monday.',
    'Therefore, each claim is kept. Depending on the office, it isn’t; that’s known. They’re sure. Don’t wait.',
    'It costs $1,234.56.',
  ])('that the facts hold, and words that are none, may be said: %s', (text) => {
    expect(claims(text)).toEqual([]);
  });

  it.each([
    ['The claims of the Berlin office move.', 'name Berlin'],
    ['They move to S3.', 'name S3'],
    ['Kafka carries them.', 'name Kafka'],
    ['They move to postgres.', 'name postgres'],
    ['It follows HIPAA.', 'name HIPAA'],
    ['They use OpenSearch.', 'name OpenSearch'],
    ['Siemens delivers it.', 'name Siemens'],
    ['It is done. Berlin’s office is glad.', 'name Berlin’s'],
    ['- Hamburg: done', 'name Hamburg'],
    ['It costs €1,234.56.', 'name €'],
    ['There are 3GB.', 'name GB'],
  ])('that they do not hold are found: %s', (text, found) => {
    expect(claims(text)).toEqual([found]);
  });
});

describe('dates and citations', () => {
  it.each([
    'They began on 21 November 2026.',
    'They move by 1 December 2026, that is December 1st, 2026, or in Dec. 2026.',
    'See src/claims/handler.ts:42 and https://docs.example.com/claims.',
    'As it says on page 7: “we keep every claim for ten years”.',
    'Kept for ten years [A12].',
    '- [ ] open\n- [x] done',
  ])('that the facts hold may be given: %s', (text) => {
    expect(claims(text)).toEqual([]);
  });

  it.each([
    ['They move by 2026-12-02.', 'date 2026-12-02'],
    ['They move by 1 November 2026.', 'date 1 November 2026'],
    ['See src/claims/handler.ts:43.', 'citation src/claims/handler.ts:43'],
    ['See https://evil.example.com/claims.', 'citation https://evil.example.com/claims'],
    ['So it says on page 9.', 'citation page 9'],
    ['Kept for ten years [A1].', 'citation A1'],
    ['Kept [A12, A13].', 'citation A13'],
    ['He said “we never keep any claim at all”.', 'citation we never keep any claim at all'],
  ])('that they do not hold are found: %s', (text, found) => {
    expect(claims(text)).toEqual([found]);
  });
});
