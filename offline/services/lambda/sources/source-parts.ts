import type { Functions } from '../functions.ts';
import type { LambdaState } from '../state.ts';

/** What every kind of event source needs. */
export type SourceParts = { functions: Functions; state: LambdaState };
