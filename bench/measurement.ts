/** One number of a benchmark, with the goal it is held against where there is one. */
export type Measurement = { name: string; value: number; unit: string; goal?: string };
