import * as z from 'zod';

/** How things stand with something named: `used`, explicitly `absent`, `planned`, `leaving` (being retired), … */
const presences = ['used', 'partial', 'planned', 'leaving', 'absent', 'unsure'] as const;
export type Presence = (typeof presences)[number];

const polarities = ['yes', 'no', 'partly', 'planned', 'unsure'] as const;
export type Polarity = (typeof polarities)[number];

export const certainties = ['certain', 'likely', 'unsure'] as const;
export type Certainty = (typeof certainties)[number];

const range = { value: z.number(), min: z.number().optional(), max: z.number().optional() };
const approximate = z.boolean().optional();
const per = z.enum(['day', 'week', 'month', 'year']).optional();

/**
 * A fact read from a person's words. Sizes of data are in bytes with unit `bytes`, durations in days, money in whole
 * units of its currency (`unknown` where none was named). `value` is the middle of a range; `per`
 * is the period that a number recurs in.
 */
export const factSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('polarity'), value: z.enum(polarities) }),
  z.object({ kind: z.literal('count'), ...range, unit: z.string().max(40), approximate, per }),
  z.object({ kind: z.literal('percentage'), ...range, approximate }),
  z.object({
    kind: z.literal('money'),
    ...range,
    currency: z.string().max(8),
    per: z.enum(['once', 'month', 'year']),
    approximate,
  }),
  z.object({
    kind: z.literal('date'),
    /** The last day that the words can mean: `end of Q3 2027` is 2027-09-30. */
    date: z.iso.date(),
    precision: z.enum(['day', 'month', 'quarter', 'year']),
  }),
  /** `recurring` is the time between two of something done again and again: 7 days for "every Monday". */
  z.object({ kind: z.literal('duration'), ...range, approximate, per, recurring: z.boolean().optional() }),
  /** A named product, of the catalogue. */
  z.object({ kind: z.literal('product'), id: z.string().max(40), presence: z.enum(presences) }),
  /** A named practice, role, law or state of things, of the catalogue. */
  z.object({ kind: z.literal('practice'), id: z.string().max(40), presence: z.enum(presences) }),
  /** The person's own words where no other fact says what they name: an item of a list, a process, a goal. */
  z.object({ kind: z.literal('item'), text: z.string().max(80) }),
]);
export type Fact = z.infer<typeof factSchema>;
export type FactKind = Fact['kind'];
