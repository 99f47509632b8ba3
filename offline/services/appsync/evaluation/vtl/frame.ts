import type { Run } from '../run.ts';
import type { JsonRecord } from '../util/values.ts';

/** Elements one `#foreach` visits at most, as AppSync's quota has it. */
export const LOOP_LIMIT = 1000;
/** Loop turns and macro calls of one evaluation at most. */
const TURN_LIMIT = 100_000;

/** `$foreach` inside a loop. */
export class Loop {
  index = 0;
  readonly length: number;
  readonly parent: Loop | null;
  stopped = false;

  constructor(length: number, parent: Loop | null) {
    this.length = length;
    this.parent = parent;
  }

  get hasNext(): boolean {
    return this.index + 1 < this.length;
  }

  /** The loop's properties by their names in a template. */
  property(name: string): unknown {
    switch (name) {
      case 'index':
        return this.index;
      case 'count':
        return this.index + 1;
      case 'hasNext':
        return this.hasNext;
      case 'first':
        return this.index === 0;
      case 'last':
        return !this.hasNext;
      case 'parent':
        return this.parent;
      default:
        return null;
    }
  }
}

/** What `#define` leaves in a variable: a block that renders anew each time it is shown. */
export class DefinedBlock {
  readonly render: () => string;

  constructor(render: () => string) {
    this.render = render;
  }

  toString(): string {
    return this.render();
  }
}

/** The working memory of one evaluation of one template. */
export class Frame {
  readonly run: Run;
  /** `$ctx`. */
  readonly context: JsonRecord;
  readonly slots: unknown[];
  loop: Loop | null = null;
  out = '';
  /** The value whose JSON ends the output, kept as it is; see compile-block. */
  tail: { value: unknown } | null = null;
  returned: { value: unknown } | null = null;
  #turns = 0;

  constructor(run: Run, context: JsonRecord, slots: number) {
    this.run = run;
    this.context = context;
    this.slots = new Array<unknown>(slots).fill(null);
  }

  /** Counts one turn of a loop or one call of a macro. @throws Error beyond what a template may use. */
  turn(): void {
    if (++this.#turns > TURN_LIMIT) throw new Error(`The template takes more than ${TURN_LIMIT} turns.`);
  }

  /** What `render` writes, instead of to the output, as text. */
  capture(render: () => void): string {
    const before = this.out;
    this.out = '';
    try {
      render();
      return this.out;
    } finally {
      this.out = before;
    }
  }
}
