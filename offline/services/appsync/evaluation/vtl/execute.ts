import type { Frame } from './frame.ts';

/** How a statement ended: on with the next one, out of the loop, or out of the template. */
export type Signal = 0 | 1 | 2;
export const GO_ON: Signal = 0;
export const BREAK: Signal = 1;
export const STOP: Signal = 2;

/** A compiled statement; writes to the frame's output. */
export type Execute = (frame: Frame) => Signal;
