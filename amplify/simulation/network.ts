import type { Faults } from './faults.ts';
import type { Dice } from './random.ts';
import type { Tally } from './tally.ts';
import type { VirtualTime } from './virtual-time.ts';

export type FunctionName = 'supervisor' | 'worker' | 'operation';

/** A call of a function: once killed, nothing that it still does has an effect, and nobody hears of it. */
export class Process {
  isAlive = true;
  readonly name: FunctionName;
  /** Whether nothing may go wrong any more, since a message would come to the dead letters that is no poison. */
  readonly isSpared: boolean;
  readonly #onKilled: () => void;

  constructor(name: FunctionName, onKilled: () => void, isSpared = false) {
    this.name = name;
    this.isSpared = isSpared;
    this.#onKilled = onKilled;
  }

  kill(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.#onKilled();
  }
}

export interface Surroundings {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly faults: Faults;
  readonly tally: Tally;
  readonly isTraced: boolean;
  readonly trace: (line: () => string) => void;
}

/** Writes that count on one condition or another: repeated after a lost reply, they meet what they wrote themselves. */
export const conditionalWrites: readonly string[] = [
  ...['createRun', 'saveRun', 'claim', 'saveStep', 'advanceRun', 'openApproval', 'closeApproval', 'decide'],
  ...['recordArtifact', 'notify', 'putDeadLetter', 'acquireLease'],
];

const latencyMs = 15;
/** How long a service refuses calls, in milliseconds, mostly. */
const throttledMs = 4000;

/** What lies between functions and services: calls take time, are cut off, refused, or lose their answers. */
export class Network {
  readonly #around: Surroundings;
  #throttledUntil = 0;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Carries out a call of a process; what is killed never hears the answer. */
  call<Result>(process: Process, name: string, effect: () => Result): Promise<Result> {
    const { time, dice, faults, tally, trace } = this.#around;
    const place = `${process.name}.${name}`;
    tally.count(`called ${place}`);
    return new Promise((resolve, reject) => {
      if (!process.isAlive) return;
      const isRepeated = conditionalWrites.includes(name) && faults.strikes('request repeated');
      const fault = process.isSpared ? undefined : faults.ofCall();
      if (faults.strikes('throttled')) this.#throttledUntil = time.now() + dice.delay(throttledMs);
      time.after(dice.delay(latencyMs), () => {
        // What was sent before the process ended may arrive or not.
        if (!process.isAlive && dice.chance(0.5)) return;
        if (fault === 'killed before') {
          tally.count(`${fault} ${place}`);
          trace(() => `killed before ${place}`);
          return process.kill();
        }
        if (!process.isSpared && time.now() < this.#throttledUntil) {
          tally.count(`throttled ${place}`);
          trace(() => `throttled ${place}`);
          return reject(new Error(`${name} was throttled.`));
        }
        let result: Result;
        try {
          result = effect();
        } catch (error) {
          return reject(error instanceof Error ? error : new Error(String(error)));
        }
        if (fault === 'killed after') {
          tally.count(`${fault} ${place}`);
          trace(() => `killed after ${place}`);
          return process.kill();
        }
        if (fault === 'reply lost') {
          trace(() => `reply of ${place} lost`);
          return reject(new Error(`The reply of ${name} was lost.`));
        }
        if (!isRepeated) return process.isAlive && resolve(result);
        tally.count(`repeated ${place}`);
        trace(() => `reply of ${place} lost on the way; the client repeats it`);
        time.after(dice.delay(latencyMs), () => process.isAlive && resolve(effect()));
      });
    });
  }
}
