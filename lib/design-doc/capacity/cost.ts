import type { Claim } from '#lib/domain/design-document/document';
import type { DesignContext } from '../context.ts';
import { componentElement, lookUp, propertyOf } from '../facts/element-facts.ts';
import { hoursPerMonth, secondsPerMonth } from '../facts/quantities.ts';
import { numberProperty } from '../phases/section-body.ts';
import { durationOf, itemSizeOf, loadOf, storedOf } from './load.ts';
import { designPrices, type PriceId } from './price-table.ts';
import { entriesOf, type Work, workOf } from './work-per-request.ts';

/** Lambda's own memory where a function sets none. */
const defaultMemory = 128;

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

const number = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

/** Dollars to the cent; small amounts to two digits, as a rounded zero would be wrong. */
export function dollars(usd: number): string {
  if (usd !== 0 && usd < 0.005) return `$${Number(usd.toPrecision(2))}`;
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

export const shownNumber = number;

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
  const perEntry = requests / entries.length;
  const lines: CostLine[] = [];
  const missing: { what: string; question: string | null }[] = [];
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
  const base = `${number(load.perSecond)} requests/s × ${number(secondsPerMonth)} s`;
  const share = entries.length === 1 ? base : `${base} ÷ ${entries.length} entries`;
  const works = entries.map((entry) => workOf(index, entry));
  const sum = (count: (work: Work) => number) => works.reduce((total, work) => total + count(work), 0);

  const operations = index.model.apis.length > 0;
  const apiTypes = index.ofKind('api').map(({ type }) => type);
  if (operations) {
    const isGraphql = index.model.apis.every(({ method }) => /^(?:QUERY|MUTATION|SUBSCRIPTION)$/.test(method));
    const isHttp = apiTypes.some((type) => /ApiGatewayV2|HttpApi/i.test(type));
    const price: PriceId = isGraphql ? 'graphql-operation' : isHttp ? 'http-request' : 'rest-request';
    line(`API (${isGraphql ? 'AppSync' : isHttp ? 'HTTP API' : 'REST API'})`, price, requests, base);
  }
  const invocations = sum((work) => work.functions.length) * perEntry;
  line(
    'Lambda requests',
    'lambda-request',
    invocations,
    `${share} × ${number(sum((work) => work.functions.length))} invocations over all entries`,
  );
  functionTime(context, works, perEntry, share, line, missing);
  tables(context, works, perEntry, share, line, missing);
  line(
    'EventBridge events',
    'event',
    sum((work) => work.events) * perEntry,
    `${share} × ${number(sum((work) => work.events))} events over all entries`,
  );
  line(
    'SQS requests',
    'queue-request',
    sum((work) => work.queues.length) * 3 * perEntry,
    `${share} × ${number(sum((work) => work.queues.length))} messages × 3 requests (send, receive, delete)`,
  );
  line(
    'SNS publishes',
    'topic-publish',
    sum((work) => work.topics.length) * perEntry,
    `${share} × ${number(sum((work) => work.topics.length))} messages`,
  );
  if (sum((work) => work.stateMachines.length) > 0)
    missing.push({ what: 'state transitions: how many states an execution passes', question: null });
  fixed(context, line);
  if (index.ofKind('bucket').length > 0)
    missing.push({ what: 'storage and requests of buckets', question: 'data-volume' });
  missing.push({ what: 'log volume', question: null });
  const total = (pick: (one: CostLine) => number) => lines.reduce((all, one) => all + pick(one), 0);
  return { lines, total: total(({ usd }) => usd), totalAt10: total(({ usdAt10 }) => usdAt10), missing };
}

type AddLine = (
  what: string,
  price: PriceId,
  quantity: number,
  formula: string,
  isFixed?: boolean,
  sources?: Claim['sources'],
) => void;
type Missing = { what: string; question: string | null }[];

function functionTime(
  context: DesignContext,
  works: readonly Work[],
  perEntry: number,
  share: string,
  line: AddLine,
  missing: Missing,
): void {
  const { index } = context;
  const ids = works.flatMap(({ functions }) => functions);
  if (ids.length === 0) return;
  const duration = durationOf(context);
  if (!duration) {
    missing.push({ what: 'Lambda compute: memory × duration', question: 'function-duration' });
    return;
  }
  const memories = ids.map((id) => {
    const component = index.component(id);
    return component ? (numberProperty(component, 'MemorySize') ?? defaultMemory) : defaultMemory;
  });
  const gigabytes = memories.reduce((sum, memory) => sum + memory, 0) / 1024;
  const sources = [...new Set(ids)].flatMap((id) => {
    const fact = lookUp(index.model, componentElement(id), 'MemorySize');
    return fact?.source ? [{ kind: 'file' as const, id: fact.source.file, line: fact.source.line }] : [];
  });
  line(
    'Lambda compute',
    'lambda-second',
    gigabytes * duration.value * perEntry,
    `${share} × ${number(gigabytes)} GB over all entries × ${number(duration.value)} s`,
    false,
    [...duration.sources, ...sources],
  );
}

function tables(
  context: DesignContext,
  works: readonly Work[],
  perEntry: number,
  share: string,
  line: AddLine,
  missing: Missing,
): void {
  const { index } = context;
  const size = itemSizeOf(context);
  const writeUnits = Math.max(1, Math.ceil(size?.value ?? 1));
  const readUnits = Math.max(1, Math.ceil((size?.value ?? 1) / 4));
  const isProvisioned = (id: string) => {
    const component = index.component(id);
    return (
      component !== undefined &&
      numberProperty(component, 'ProvisionedThroughput.WriteCapacityUnits') !== null &&
      propertyOf(component, 'BillingMode')?.value !== 'PAY_PER_REQUEST'
    );
  };
  const reads = works.flatMap((work) => work.reads).filter(({ table }) => !isProvisioned(table));
  const writes = works.flatMap((work) => work.writes).filter(({ table }) => !isProvisioned(table));
  const sources = size?.sources ?? [];
  const how = size
    ? `${number(size.value)} KB a record`
    : 'at least one unit each, as the size of a record is not stated';
  line(
    'DynamoDB reads',
    'read-unit',
    reads.length * readUnits * perEntry,
    `${share} × ${number(reads.length)} reads over all entries × ${readUnits} unit (${how})`,
    false,
    sources,
  );
  line(
    'DynamoDB writes',
    'write-unit',
    writes.length * writeUnits * perEntry,
    `${share} × ${number(writes.length)} writes over all entries × ${writeUnits} unit (${how})`,
    false,
    sources,
  );
  for (const table of index.ofKind('table').filter(({ id }) => isProvisioned(id))) {
    const rcu = numberProperty(table, 'ProvisionedThroughput.ReadCapacityUnits') ?? 0;
    const wcu = numberProperty(table, 'ProvisionedThroughput.WriteCapacityUnits') ?? 0;
    const source = [{ kind: 'file' as const, id: table.source.file, line: table.source.line }];
    line(`${table.id} reads`, 'provisioned-read', rcu * hoursPerMonth, `${rcu} RCU × ${hoursPerMonth} h`, true, source);
    line(
      `${table.id} writes`,
      'provisioned-write',
      wcu * hoursPerMonth,
      `${wcu} WCU × ${hoursPerMonth} h`,
      true,
      source,
    );
  }
  const stored = storedOf(context);
  if (stored)
    line('DynamoDB storage', 'stored-gigabyte', stored.value, `${number(stored.value)} GB`, false, stored.sources);
  else if (index.ofKind('table').length > 0) missing.push({ what: 'DynamoDB storage', question: 'data-volume' });
}

/** What costs the same at any load. */
function fixed(context: DesignContext, line: AddLine): void {
  const { index } = context;
  const of = (
    what: string,
    price: PriceId,
    found: readonly { source: { file: string; line: number } }[],
    factor = 1,
  ) => {
    line(
      what,
      price,
      found.length * factor,
      `${found.length} in the source${factor === 1 ? '' : ` × ${factor} h`}`,
      true,
      found.slice(0, 5).map(({ source }) => ({ kind: 'file', id: source.file, line: source.line })),
    );
  };
  of('CloudWatch alarms', 'alarm', index.ofKind('alarm'));
  of(
    'KMS keys',
    'key',
    index.ofKind('key').filter(({ type }) => type === 'AWS::KMS::Key'),
  );
  of('Secrets', 'secret', index.ofKind('secret'));
  of(
    'NAT gateways',
    'nat-hour',
    index.model.components.filter(({ type }) => type === 'AWS::EC2::NatGateway'),
    hoursPerMonth,
  );
}
