import type { FunctionTable } from './function-table.ts';
import { randomDouble } from './identifiers.ts';
import { numeric } from './values.ts';

/** `util.math`. */
export const MATH: FunctionTable = {
  roundNum: (_run, value) => Math.round(numeric(value)),
  minVal: (_run, left, right) => Math.min(numeric(left), numeric(right)),
  maxVal: (_run, left, right) => Math.max(numeric(left), numeric(right)),
  randomDouble,
  randomWithinRange: (run, start, end) => {
    const low = numeric(start);
    return Math.floor(low + randomDouble(run) * (numeric(end) - low));
  },
};
