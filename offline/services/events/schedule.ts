import type { Cancel } from '../../kernel/clock.ts';
import { uuid } from '../../kernel/ids.ts';
import type { Deliveries } from './delivery.ts';
import type { EventsState, Rule } from './state.ts';

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The period of `rate(5 minutes)` in milliseconds; undefined for `cron(…)` and for what is no rate. */
export function rateMilliseconds(expression: string): number | undefined {
  const match = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  const unit = UNITS[match?.[2] ?? ''];
  return unit === undefined || Number(match?.[1]) < 1 ? undefined : Number(match?.[1]) * unit;
}

/** Fires rules with a rate, counted from the backend's start. Cron expressions are kept and described, not yet fired. */
export class Schedules {
  readonly #state: EventsState;
  readonly #deliveries: Deliveries;
  #timers: Cancel[] = [];

  constructor(state: EventsState, deliveries: Deliveries) {
    this.#state = state;
    this.#deliveries = deliveries;
  }

  /** Begins anew with the rules as they are now. */
  restart(): void {
    this.stop();
    for (const rule of this.#state.rules()) {
      if (!rule.enabled || rule.schedule === undefined) continue;
      const period = rateMilliseconds(rule.schedule);
      if (period !== undefined) this.#every(period, rule);
    }
  }

  stop(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers = [];
  }

  #every(period: number, rule: Rule): void {
    const { clock, account, region } = this.#state.context;
    const cancel = clock.after(period, () => {
      const time = new Date(clock.now()).toISOString().replace(/\.\d{3}/, '');
      this.#deliveries.enqueue(
        {
          ...{ version: '0', id: uuid(), 'detail-type': 'Scheduled Event', source: 'aws.events' },
          ...{ account, time, region, resources: [rule.arn], detail: {} },
        },
        rule,
        clock.now(),
      );
      this.#deliveries.wake();
      this.#every(period, rule);
    });
    this.#timers.push(cancel);
  }
}
