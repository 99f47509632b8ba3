import type { Claim } from '#lib/domain/design-document/document';
import type { DesignContext } from '../context.ts';
import { type ApiStyle, distinctOperations, styleOf } from '../facts/operations.ts';
import { secondsPerMonth } from '../facts/quantities.ts';
import { fixedLines, functionLine, type Missing, tableLines } from './cost-lines.ts';
import { loadOf } from './load.ts';
import { designPrices, type PriceId } from './price-table.ts';
import { shownNumber } from './shown-number.ts';
import { entriesOf, sharersOf, type Work, workOf } from './work-per-request.ts';

export interface CostLine {
  readonly what: string;
  readonly price: PriceId;
  /** A month at the stated load, and at ten times it. */
  readonly quantity: number;
  readonly quantityAt10: number;
  readonly usd: number;
  readonly usdAt10: number;
  /** How the quantity comes about, with its inputs. */
  readonly formula: string;
  readonly sources: Claim['sources'];
}

export interface CostEstimate {
  readonly lines: readonly CostLine[];
  readonly total: number;
  readonly totalAt10: number;
  /** What is paid for but could not be computed, with the question whose answer would. */
  readonly missing: readonly { readonly what: string; readonly question: string | null }[];
}

const apiPrices: Readonly<Record<ApiStyle, PriceId>> = {
  AppSync: 'graphql-operation',
  'HTTP API': 'http-request',
  'REST API': 'rest-request',
  'WebSocket API': 'websocket-message',
};

/**
 * Cost of a month from the stated load, the operations found in the source and the price table. Null without a stated
 * load. What depends on an answer nobody gave is listed as missing, not guessed.
 */
export function estimateCost(context: DesignContext): CostEstimate | null {
  const load = loadOf(context);
  const entries = entriesOf(context.index);
  if (!load || entries.length === 0) return null;
  const { index } = context;
  const requests = load.perSecond * secondsPerMonth;
  const sharers = sharersOf(index) || entries.length;
  const perEntry = requests / sharers;
  const lines: CostLine[] = [];
  const missing: Missing = [];
  const line = (
    what: string,
    price: PriceId,
    quantity: number,
    formula: string,
    isFixed = false,
    sources: Claim['sources'] = [],
  ) => {
    if (quantity <= 0) return;
    const quantityAt10 = isFixed ? quantity : quantity * 10;
    const { usd } = designPrices[price];
    lines.push({
      what,
      price,
      quantity,
      quantityAt10,
      usd: quantity * usd,
      usdAt10: quantityAt10 * usd,
      formula,
      sources: isFixed ? sources : [...load.sources, ...sources],
    });
  };
  const base = `${shownNumber(load.perSecond)} requests/s × ${shownNumber(secondsPerMonth)} s`;
  const share = sharers === 1 ? base : `${base} ÷ ${sharers} ${sharersOf(index) > 0 ? 'operations' : 'entries'}`;
  const works = entries.map((entry) => workOf(index, entry));
  const sum = (count: (work: Work) => number) => works.reduce((total, work) => total + count(work), 0);

  const operations = distinctOperations(index);
  for (const [style, some] of Map.groupBy(operations, (operation) => styleOf(index, operation))) {
    const part = some.length / operations.length;
    const how = part === 1 ? base : `${base} × ${some.length} of ${operations.length} operations`;
    line(`API (${style})`, apiPrices[style], requests * part, how);
  }
  const invocations = sum((work) => work.functions.length) * perEntry;
  line(
    'Lambda requests',
    'lambda-request',
    invocations,
    `${share} × ${shownNumber(sum((work) => work.functions.length))} invocations over all of them`,
  );
  functionLine(context, works, perEntry, share, line, missing);
  tableLines(context, works, perEntry, share, line, missing);
  line(
    'EventBridge events',
    'event',
    sum((work) => work.events) * perEntry,
    `${share} × ${shownNumber(sum((work) => work.events))} events over all of them`,
  );
  line(
    'SQS requests',
    'queue-request',
    sum((work) => work.queues.length) * 3 * perEntry,
    `${share} × ${shownNumber(sum((work) => work.queues.length))} messages × 3 requests (send, receive, delete)`,
  );
  line(
    'SNS publishes',
    'topic-publish',
    sum((work) => work.topics.length) * perEntry,
    `${share} × ${shownNumber(sum((work) => work.topics.length))} messages`,
  );
  if (sum((work) => work.stateMachines.length) > 0)
    missing.push({ what: 'state transitions: how many states an execution passes', question: null });
  fixedLines(context, line);
  const unknown = sharersOf(index) - entries.length;
  if (sharersOf(index) > 0 && unknown > 0)
    missing.push({
      what: `what ${unknown} of ${sharers} operations cause behind the API, as the source does not say what answers them`,
      question: null,
    });
  if (index.ofKind('bucket').length > 0)
    missing.push({ what: 'storage and requests of buckets', question: 'data-volume' });
  missing.push({ what: 'log volume', question: null });
  const total = (pick: (one: CostLine) => number) => lines.reduce((all, one) => all + pick(one), 0);
  return { lines, total: total(({ usd }) => usd), totalAt10: total(({ usdAt10 }) => usdAt10), missing };
}
