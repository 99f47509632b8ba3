/** One number of a benchmark, with the goal it is held against where there is one. */
export type Measurement = {
  name: string;
  value: number;
  unit: string;
  goal?: string;
  /** The same of a peer in the same run, and how many times better ours is, by the rounds. */
  peer?: { name: string; value: number };
  ratio?: { median: number; low: number; high: number };
};

export type Comparison = Measurement & Required<Pick<Measurement, 'peer' | 'ratio'>>;
