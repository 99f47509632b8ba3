import { describe, expect, it } from 'vitest';
import { describeFact } from '#lib/domain/assessment/describe-facts';
import { readText } from './read-text.ts';

const today = { year: 2026, month: 11, day: 21 };
const read = (text: string) =>
  readText(text, today)
    .facts.filter(
      ({ fact, isRejected }) => ['count', 'percentage', 'money', 'duration', 'date'].includes(fact.kind) && !isRejected,
    )
    .map(({ fact }) => describeFact(fact));

describe('numbers with units', () => {
  it.each([
    ['about 40 TB', ['about 40 TB']],
    ['40TB', ['40 TB']],
    ['1,200 GB', ['1.2 TB']],
    ['3-5 people', ['3 to 5 people']],
    ['between 3 and 5 people', ['3 to 5 people']],
    ['two dozen engineers', ['24 specialists']],
    ['twenty-five nurses', ['25 people']],
    ['1.2 million records', ['1,200,000 records']],
    ['1.200.000 records', ['1,200,000 records']],
    ['hundreds of tickets a day', ['about 100 cases a day']],
    ['more than 50 systems', ['at least 50 systems']],
    ['50+ systems', ['at least 50 systems']],
    ['up to 10 vendors', ['up to 10 vendors']],
    ['no more than 10 vendors', ['up to 10 vendors']],
    ['25k support tickets per month', ['25,000 cases a month']],
    ['40 full-time data engineers', ['40 specialists']],
    ['half a million patients', ['500,000 cases']],
    ['ISO 27001, SOC 2, S3, GPT-4, 24/7, M365', []],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));
});

describe('percentages', () => {
  it.each([
    ['95 %', ['95 %']],
    ['60-70 percent', ['60 % to 70 %']],
    ['less than 5%', ['up to 5 %']],
    ['two thirds of them', ['about 67 %']],
    ['half of the records', ['about 50 %']],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));
});

describe('money', () => {
  it.each([
    ['€250k', ['EUR 250,000']],
    ['USD 1.5m', ['USD 1,500,000']],
    ['1,5 Mio €', ['EUR 1,500,000']],
    ['€200-300k', ['EUR 200,000 to EUR 300,000']],
    ['$700k a year', ['USD 700,000 a year']],
    ['about 300 TEUR', ['about EUR 300,000']],
    ['CHF 20 per month', ['CHF 20 a month']],
    ['we try 5 things', ['5']],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));
});

describe('durations and frequencies', () => {
  it.each([
    ['2-3 months', ['2 months to 3 months']],
    ['within a day', ['1 day']],
    ['half a year', ['6 months']],
    ['11 minutes', ['11 minutes']],
    ['2 hours per day', ['2 hours a day']],
    ['every two weeks', ['every 2 weeks']],
    ['twice a year', ['every 6 months']],
    ['four times a year', ['every 3 months']],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));
});

describe('dates, said on 21 November 2026', () => {
  it.each([
    ['end of Q3 2027', 'Q3 2027'],
    ['Q1', 'Q1 2027'],
    ['by March', 'March 2027'],
    ['in December', 'December 2026'],
    ['since January 2026', 'January 2026'],
    ['approved by the board in October', 'October 2026'],
    ['15 March 2027', '2027-03-15'],
    ['March 15th, 2027', '2027-03-15'],
    ['15.03.2027', '2027-03-15'],
    ['2027-03-15', '2027-03-15'],
    ['03/15/2027', '2027-03-15'],
    ['end of next year', '2027'],
    ['mid 2027', 'Q2 2027'],
    ['before summer', 'August 2027'],
    ['next quarter', 'Q1 2027'],
    ['H1 2027', 'Q2 2027'],
    ['by FY27', '2027'],
  ])('%s', (text, expected) => expect(read(text)).toEqual([expected]));

  it.each(['we may do that', 'they march on', '31.02.2027', 'version 2.0.1', 'the constructor of it'])(
    'is no date: %s',
    (text) => {
      expect(read(text).filter((fact) => /\d{4}-\d\d/.test(fact))).toEqual([]);
    },
  );
});

describe('numbers that are taken back', () => {
  it.each([
    ['12, not 20 people', ['12']],
    ['20 people, no wait, 12 people', ['12 people']],
    ["it isn't 400k EUR, it's 250k EUR", ['EUR 250,000']],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));
});
