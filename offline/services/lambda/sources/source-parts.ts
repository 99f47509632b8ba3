import type { Functions } from '../functions.ts';
import type { EventSourceMapping } from '../mapping.ts';
import type { LambdaState } from '../state.ts';

/** What every kind of event source needs. */
export type SourceParts = {
  functions: Functions;
  state: LambdaState;
  /** Tells how a mapping's last batch ended. */
  note: (mapping: string, result: string) => void;
};

export type PollInput = SourceParts & { mapping: EventSourceMapping; signal: AbortSignal };
