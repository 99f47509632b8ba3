import type { Claim } from '#lib/domain/design-document/document';
import type { DesignContext } from '../context.ts';
import { sourceAt } from '../facts/claim-book.ts';
import { componentElement, lookUp, propertyOf } from '../facts/element-facts.ts';
import { hoursPerMonth } from '../facts/quantities.ts';
import { numberProperty } from '../phases/section-body.ts';
import { durationOf, itemSizeOf, storedOf } from './load.ts';
import { type PriceId } from './price-table.ts';
import { shownNumber } from './shown-number.ts';
import { type Work } from './work-per-request.ts';

/** Lambda's own memory where a function sets none. */
const defaultMemory = 128;

type AddLine = (
  what: string,
  price: PriceId,
  quantity: number,
  formula: string,
  isFixed?: boolean,
  sources?: Claim['sources'],
) => void;
export type Missing = { what: string; question: string | null }[];

/** Time that functions run for: nothing of it without a stated duration. */
export function functionLine(
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
    return fact?.source ? [sourceAt(fact.source)] : [];
  });
  line(
    'Lambda compute',
    'lambda-second',
    gigabytes * duration.value * perEntry,
    `${share} × ${shownNumber(gigabytes)} GB over all of them × ${shownNumber(duration.value)} s`,
    false,
    [...duration.sources, ...sources],
  );
}

/** Units read and written on demand, provisioned units, and what is stored. */
export function tableLines(
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
    ? `${shownNumber(size.value)} KB a record`
    : 'at least one unit each, as the size of a record is not stated';
  line(
    'DynamoDB reads',
    'read-unit',
    reads.length * readUnits * perEntry,
    `${share} × ${shownNumber(reads.length)} reads over all of them × ${readUnits} unit (${how})`,
    false,
    sources,
  );
  line(
    'DynamoDB writes',
    'write-unit',
    writes.length * writeUnits * perEntry,
    `${share} × ${shownNumber(writes.length)} writes over all of them × ${writeUnits} unit (${how})`,
    false,
    sources,
  );
  for (const table of index.ofKind('table').filter(({ id }) => isProvisioned(id))) {
    const rcu = numberProperty(table, 'ProvisionedThroughput.ReadCapacityUnits') ?? 0;
    const wcu = numberProperty(table, 'ProvisionedThroughput.WriteCapacityUnits') ?? 0;
    const source = [sourceAt(table.source)];
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
    line('DynamoDB storage', 'stored-gigabyte', stored.value, `${shownNumber(stored.value)} GB`, false, stored.sources);
  else if (index.ofKind('table').length > 0) missing.push({ what: 'DynamoDB storage', question: 'data-volume' });
}

/** What costs the same at any load. */
export function fixedLines(context: DesignContext, line: AddLine): void {
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
      found.slice(0, 5).map(({ source }) => sourceAt(source)),
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
