import type { Cancel } from '../../kernel/clock.ts';
import { uuid } from '../../kernel/ids.ts';
import { nextTime, parseSchedule, type Schedule } from '../../kernel/schedule-expression.ts';
import type { Deliveries } from './delivery.ts';
import type { EventsState, Rule } from './state.ts';

/** Of one rule at once: a clock moved by a year must not write half a million events. */
const MOST_AT_ONCE = 100;

/**
 * Fires rules with a schedule. When each fired last stands in the store: a later process goes on from there. A jump of the
 * clock fires once for each time it passed, the newest hundred at most; of times that passed while no process ran, the
 * newest fires.
 */
export class Schedules {
  readonly #state: EventsState;
  readonly #deliveries: Deliveries;
  #timer: Cancel | undefined;
  #unwatch: Cancel | undefined;
  #isStarted = false;

  constructor(state: EventsState, deliveries: Deliveries) {
    this.#state = state;
    this.#deliveries = deliveries;
  }

  start(): void {
    for (const rule of this.#scheduled()) this.#fireDue(rule, 1);
    this.#isStarted = true;
    this.#unwatch = this.#state.context.clock.onMoved(() => {
      this.#arm();
    });
    this.#arm();
  }

  /** Takes up rules that are new or changed. */
  refresh(): void {
    if (this.#isStarted) this.#arm();
  }

  stop(): void {
    this.#isStarted = false;
    this.#unwatch?.();
    this.#timer?.();
  }

  #scheduled(): { rule: Rule; schedule: Schedule }[] {
    return this.#state.rules().flatMap((rule) => {
      if (!rule.enabled || rule.schedule === undefined) return [];
      return [{ rule, schedule: parseSchedule(rule.schedule, { isStrict: true }) }];
    });
  }

  #arm(): void {
    this.#timer?.();
    const { clock } = this.#state.context;
    let due = Number.POSITIVE_INFINITY;
    for (const { rule, schedule } of this.#scheduled()) {
      const { anchor, last } = this.#firing(rule);
      due = Math.min(due, nextTime(schedule, last, { anchor }) ?? Number.POSITIVE_INFINITY);
    }
    if (due === Number.POSITIVE_INFINITY) return;
    this.#timer = clock.after(Math.max(0, due - clock.now()), () => {
      for (const rule of this.#scheduled()) this.#fireDue(rule, MOST_AT_ONCE);
      this.#arm();
    });
  }

  /** Since when the rule counts and when it fired last; new where its schedule changed or the clock was set back. */
  #firing({ bus, name, schedule = '' }: Rule): { anchor: number; last: number } {
    const { store, context } = this.#state;
    const now = context.clock.now();
    const known = store.get('SELECT * FROM firing WHERE bus = ? AND rule = ?', bus, name);
    if (known?.expression === schedule && Number(known.last) <= now) {
      return { anchor: Number(known.anchor), last: Number(known.last) };
    }
    store.run(
      'INSERT OR REPLACE INTO firing (bus, rule, expression, anchor, last) VALUES (?, ?, ?, ?, ?)',
      ...[bus, name, schedule, now, now],
    );
    return { anchor: now, last: now };
  }

  #fireDue({ rule, schedule }: { rule: Rule; schedule: Schedule }, most: number): void {
    const { store, context } = this.#state;
    const now = context.clock.now();
    const { anchor, last } = this.#firing(rule);
    const due: number[] = [];
    let skipped = 0;
    let looked = 0;
    for (let at = nextTime(schedule, last, { anchor }); at !== undefined && at <= now; ) {
      due.push(at);
      if (due.length > most) {
        due.shift();
        skipped += 1;
      }
      looked += 1;
      // Far behind: of the older half the times are not looked at one by one.
      if (looked % 1000 === 0) at = Math.floor((at + now) / 2);
      at = nextTime(schedule, at, { anchor });
    }
    if (skipped > 0) context.log.warn(`${rule.name}: only the newest ${most} of the passed times fire`);
    const newest = due.at(-1);
    if (newest === undefined) return;
    store.transaction(() => {
      for (const at of due) this.#deliveries.enqueue(this.#event(rule, at), rule, now);
      store.run('UPDATE firing SET last = ? WHERE bus = ? AND rule = ?', newest, rule.bus, rule.name);
    });
    this.#deliveries.wake();
  }

  #event(rule: Rule, at: number) {
    const { account, region } = this.#state.context;
    const time = new Date(at).toISOString().replace(/\.\d{3}/, '');
    return {
      ...({ version: '0', id: uuid(), 'detail-type': 'Scheduled Event', source: 'aws.events' } as const),
      ...{ account, time, region, resources: [rule.arn], detail: {} },
    };
  }
}
