import { describe, expect, it } from 'vitest';
import { describeFact } from '#lib/domain/assessment/describe-facts';
import { getQuestion } from '#lib/domain/assessment/question-bank';
import { assignAnswers } from './assign.ts';
import { readText } from './read-text.ts';

/** All that is noted of an answer, per question. */
function understand(asked: string, text: string): Record<string, string[]> {
  const reading = readText(text, { year: 2026, month: 11, day: 21 });
  const assignments = assignAnswers(reading, getQuestion(asked));
  return Object.fromEntries(assignments.map(({ question, facts }) => [question.id, facts.map(describeFact)]));
}

const quality = 'technical.data.quality';
const identity = 'technical.security.identity';
const policy = 'governance.policy.ai';
const platform = 'technical.data.platform';
const candidates = 'business.process.candidates';
const mood = 'business.change.readiness';
const ai = 'technical.infrastructure.ai';

describe('numbers of things', () => {
  it.each([
    [quality, '12 trucks are off the road', {}],
    [quality, '12 old trucks are off the road', {}],
    ['commercial.budget.amount', '14 lorries', {}],
    [quality, '80', { [quality]: ['80 %'] }],
    [quality, '80 of them are fine', { [quality]: ['80 %'] }],
    [quality, '80 as far as I know', { [quality]: ['80 %'] }],
    [quality, '80 is what we measured', { [quality]: ['80 %'] }],
    ['business.value.volume', '300 parcels a day', { 'business.value.volume': ['300 cases a day'] }],
  ])('%s: %s', (asked, text, expected) => expect(understand(asked, text)).toEqual(expected));
});

describe('exceptions', () => {
  it.each([
    [identity, 'MFA for everybody except warehouse scanners', ['multi-factor sign-in in part']],
    [identity, 'MFA for everybody apart from the drivers', ['multi-factor sign-in in part']],
    [identity, 'We have MFA, but not for the drivers', ['multi-factor sign-in in part']],
    [identity, 'SSO for all, MFA for everyone other than drivers', ['single sign-on', 'multi-factor sign-in in part']],
    [identity, 'We have MFA but not SSO', ['multi-factor sign-in', 'no single sign-on']],
    [identity, 'No MFA except for admins', ['no multi-factor sign-in']],
    [identity, 'We have MFA, apart from that nothing', ['multi-factor sign-in']],
    [policy, 'Yes, except for the subsidiaries', ['in part']],
    [policy, 'Yes, but not in the warehouses', ['in part']],
    [policy, 'Yes, but nobody reads it', ['yes']],
  ])('%s: %s', (asked, text, facts) => expect(understand(asked, text)).toEqual({ [asked]: facts }));
});

describe('how often', () => {
  it.each([
    ['every Monday', 'every week'],
    ['twice a year', 'every 6 months'],
    ['monthly', 'every month'],
    ['every two weeks', 'every 2 weeks'],
    ['within two weeks', '2 weeks'],
  ])('%s is %s', (text, words) =>
    expect(understand('business.sponsorship.cadence', text)).toEqual({ 'business.sponsorship.cadence': [words] }),
  );
});

describe('warehouses', () => {
  it.each([
    ['each warehouse has its own way of working', {}],
    ['our warehouses', {}],
    ['the warehouse staff know', {}],
    ['warehouse', { [platform]: ['a data warehouse'] }],
    ['two data warehouses', { [platform]: ['a data warehouse'] }],
  ])('%s', (text, expected) => expect(understand(platform, text)).toEqual(expected));
});

describe('what is told before it is asked', () => {
  const idea = "Our first process would be answering 'where is my truck' emails, then invoice checking";

  it.each([identity, policy, 'business.goals.objectives'])('notes a first process while %s is asked', (asked) =>
    expect(understand(asked, idea)).toEqual({ [candidates]: ['customer support', 'document processing'] }),
  );

  it.each([
    [quality, 'People paste stuff into ChatGPT', { [ai]: ['unmanaged use of AI tools', 'ChatGPT'] }],
    [ai, 'Nobody pastes data into ChatGPT', { [ai]: ['no unmanaged use of AI tools', 'not ChatGPT'] }],
    [quality, 'The works council is sceptical', { [mood]: ['employee representation', 'worried staff'] }],
    [mood, 'The works council is supportive', { [mood]: ['employee representation', 'staff in favour'] }],
  ])('%s: %s', (asked, text, expected) => expect(understand(asked, text)).toEqual(expected));
});
