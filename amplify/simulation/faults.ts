import type { Dice } from './random.ts';
import type { Tally } from './tally.ts';

/** What may happen to a call of a store or service. */
const callFaults = ['killed before', 'killed after', 'reply lost'] as const;
export type CallFault = (typeof callFaults)[number];

/** What is injected; each has to have fired over the whole set of schedules. */
export const faults = [
  ...callFaults,
  'request repeated',
  'result stored alone',
  'killed amid',
  'outage',
  'throttled',
  'event delivered twice',
  'event delivered late',
  'message received twice',
  'message received late',
  'acknowledgement lost',
] as const;
export type Fault = (typeof faults)[number];

/** How likely a fault is at most, whenever it could happen; a schedule has some of them. */
const highest: Readonly<Record<Fault, number>> = {
  'killed before': 0.08,
  'killed after': 0.08,
  'reply lost': 0.05,
  'request repeated': 0.1,
  'result stored alone': 0.1,
  'killed amid': 0.1,
  outage: 0.05,
  throttled: 0.02,
  'event delivered twice': 0.5,
  'event delivered late': 0.2,
  'message received twice': 0.3,
  'message received late': 0.1,
  'acknowledgement lost': 0.15,
};

/** Of each kind, so that there is an end to it. */
const most = 12;

/** Decides, from a seed, what goes wrong and when. */
export class Faults {
  readonly #dice: Dice;
  readonly #rates: ReadonlyMap<Fault, number>;
  readonly #tally: Tally;
  readonly #fired = new Map<Fault, number>();

  constructor(dice: Dice, tally: Tally, isOn: boolean) {
    this.#dice = dice;
    this.#tally = tally;
    const chosen = faults.filter(() => dice.chance(0.45));
    const rates = new Map(chosen.map((fault) => [fault, dice.number() * highest[fault]]));
    this.#rates = isOn ? rates : new Map();
  }

  strikes(fault: Fault): boolean {
    const rate = this.#rates.get(fault);
    if (rate === undefined || !this.#dice.chance(rate)) return false;
    const fired = this.#fired.get(fault) ?? 0;
    if (fired === most) return false;
    this.#fired.set(fault, fired + 1);
    this.#tally.count(fault);
    return true;
  }

  ofCall(): CallFault | undefined {
    return callFaults.find((fault) => this.strikes(fault));
  }
}
