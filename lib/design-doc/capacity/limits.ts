import { quotas, quotasOf } from '#lib/domain/cost/quotas';
import type { DesignContext } from '../context.ts';
import { componentElement, lookUp } from '../facts/element-facts.ts';
import { numberProperty } from '../phases/section-body.ts';
import { durationOf, loadOf } from './load.ts';
import { entriesOf, sharersOf, workOf } from './work-per-request.ts';

export interface Limit {
  readonly what: string;
  readonly limit: number;
  readonly unit: string;
  readonly from: string;
  /** Used at the stated load and at ten times it; null where an input is missing. */
  readonly used: number | null;
  readonly usedAt10: number | null;
  readonly missing: string | null;
  readonly place: { readonly file: string; readonly line: number } | null;
}

const accountConcurrency = quotas['lambda concurrency'].value;
const partitionWrites = quotas['dynamodb partition writes'].value;
const partitionReads = quotas['dynamodb partition reads'].value;
const apiRate = quotas['api-gateway requests'].value;
const eventRate = quotas['eventbridge events'].value;

/** What bounds the system, by AWS's default quotas and the source's own settings, against the stated load. */
export function limitsOfDesign(context: DesignContext): Limit[] {
  const { index } = context;
  const load = loadOf(context);
  const duration = durationOf(context);
  const entries = entriesOf(index);
  const works = entries.map((entry) => workOf(index, entry));
  const rate = load && entries.length > 0 ? load.perSecond / (sharersOf(index) || entries.length) : null;
  const row = (
    what: string,
    limit: number,
    unit: string,
    from: string,
    used: number | null,
    missing: string | null,
    place: Limit['place'] = null,
  ): Limit => ({
    what,
    limit,
    unit,
    from,
    used,
    usedAt10: used === null ? null : used * 10,
    missing: used === null ? missing : null,
    place,
  });
  const count = (pick: (work: (typeof works)[number]) => number) => works.reduce((sum, work) => sum + pick(work), 0);
  const rows: Limit[] = [];
  if (index.model.apis.length > 0)
    rows.push(
      row('API requests', apiRate, 'requests/s', `AWS default quota, ${quotasOf}`, load?.perSecond ?? null, 'load'),
    );
  if (index.ofKind('function').length > 0) {
    const concurrency =
      rate !== null && duration ? count(({ functions }) => functions.length) * rate * duration.value : null;
    rows.push(
      row(
        'Concurrent function executions',
        accountConcurrency,
        'executions',
        `AWS default quota, ${quotasOf}`,
        concurrency,
        load ? 'function-duration' : 'load',
      ),
    );
  }
  for (const component of index.ofKind('function')) {
    const reserved = numberProperty(component, 'ReservedConcurrentExecutions');
    if (reserved === null || reserved === 0) continue;
    const starts = count(({ functions }) => functions.filter((id) => id === component.id).length);
    const used = rate !== null && duration ? starts * rate * duration.value : null;
    const place = lookUp(index.model, componentElement(component.id), 'ReservedConcurrentExecutions')?.source ?? null;
    rows.push(
      row(
        `Reserved concurrency of ${component.id}`,
        reserved,
        'executions',
        'the source',
        used,
        load ? 'function-duration' : 'load',
        place,
      ),
    );
  }
  // Access is known by a table's id; stacks that share one are one row.
  for (const id of new Set(index.ofKind('table').map((one) => one.id))) {
    const component = index.component(id);
    const wcu = component ? numberProperty(component, 'ProvisionedThroughput.WriteCapacityUnits') : null;
    const rcu = component ? numberProperty(component, 'ProvisionedThroughput.ReadCapacityUnits') : null;
    const writes =
      rate === null ? null : count((work) => work.writes.filter(({ table }) => table === id).length) * rate;
    const reads = rate === null ? null : count((work) => work.reads.filter(({ table }) => table === id).length) * rate;
    const place = component?.source ?? null;
    if (writes === null || writes > 0)
      rows.push(
        row(
          `Writes to ${id}`,
          wcu ?? partitionWrites,
          'write units/s',
          wcu === null ? `one partition, ${quotasOf}` : 'the source',
          writes,
          'load',
          place,
        ),
      );
    if (reads === null || reads > 0)
      rows.push(
        row(
          `Reads of ${id}`,
          rcu ?? partitionReads,
          'read units/s',
          rcu === null ? `one partition, ${quotasOf}` : 'the source',
          reads,
          'load',
          place,
        ),
      );
  }
  if (index.ofKind('bus').length > 0 || index.model.events.length > 0)
    rows.push(
      row(
        'Events published',
        eventRate,
        'events/s',
        `AWS default quota, ${quotasOf}`,
        rate === null ? null : count(({ events }) => events) * rate,
        'load',
      ),
    );
  return rows;
}

/** What is used up first as the load grows; null without a load. */
export function bottleneckOf(limits: readonly Limit[]): Limit | null {
  return (
    limits
      .filter(({ used }) => used !== null && used > 0)
      .toSorted((one, other) => (other.used ?? 0) / other.limit - (one.used ?? 0) / one.limit)[0] ?? null
  );
}
