import type { Claim } from '#lib/domain/design-document/document';
import type { DesignContext } from '../context.ts';
import { readDuration, readFactor, readItemSize, readRate, readStored } from '../facts/quantities.ts';
import { knownAnswer } from '../questions/question-bank.ts';

type Sources = Claim['sources'];

export interface Load {
  /** Average requests a second. */
  readonly perSecond: number;
  readonly quote: string;
  readonly sources: Sources;
}

function sourcesOf(context: DesignContext, questionId: string): Sources {
  const known = knownAnswer(context.input, questionId);
  if (!known) return [];
  if (known.kind === 'answer') return [{ kind: 'answer', id: questionId, quote: known.text }];
  const { documentId, page, line } = known.evidence;
  return [
    {
      kind: 'document',
      id: documentId,
      quote: known.text,
      ...(page === undefined ? {} : { page }),
      ...(line === undefined ? {} : { line }),
    },
  ];
}

/** The stated load; null where none is stated or the statement holds no rate. Nothing stands in for it. */
export function loadOf(context: DesignContext): Load | null {
  const known = knownAnswer(context.input, 'load');
  const perSecond = known ? readRate(known.text) : null;
  return known && perSecond !== null && perSecond > 0
    ? { perSecond, quote: known.text, sources: sourcesOf(context, 'load') }
    : null;
}

function stated(context: DesignContext, questionId: string, read: (text: string) => number | null) {
  const known = knownAnswer(context.input, questionId);
  const value = known ? read(known.text) : null;
  return value === null ? null : { value, sources: sourcesOf(context, questionId) };
}

/** Seconds that a function runs for one request. */
export const durationOf = (context: DesignContext) => stated(context, 'function-duration', readDuration);
/** Kilobytes of a record. */
export const itemSizeOf = (context: DesignContext) => stated(context, 'data-volume', readItemSize);
/** Gigabytes stored. */
export const storedOf = (context: DesignContext) => stated(context, 'data-volume', readStored);
/** How far the peak stands above the average: said as times it, as a rate, or in the same words as the load ("50 at peak"). */
export function peakOf(context: DesignContext) {
  const load = loadOf(context);
  return stated(context, 'peak-load', (text) => {
    const factor = readFactor(text);
    if (factor !== null || !load) return factor;
    const rate = readRate(text) ?? readRate(load.quote.replace(number, number.exec(text)?.[0] ?? 'unknown'));
    return rate === null || rate < load.perSecond ? null : Math.round((rate / load.perSecond) * 100) / 100;
  });
}

const number = /\d+(?:[.,]\d+)*/;
