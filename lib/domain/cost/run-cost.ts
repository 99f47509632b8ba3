import { prices, pricesOf } from './prices.ts';
import type { UsageLine } from './usage.ts';

/** `usd` = `quantity` × `unitUsd`; `key` is the step or branch, null for the engine's own share. */
export interface CostLine {
  readonly service: string;
  readonly item: string;
  readonly key: string | null;
  readonly quantity: number;
  readonly unit: string;
  readonly unitUsd: number;
  readonly usd: number;
}

export interface RunCost {
  readonly totalUsd: number;
  readonly modelUsd: number;
  readonly awsUsd: number;
  readonly pricesOf: string;
  /** Requests to AWS. */
  readonly requests: number;
  /** Steps and branches that a worker did. */
  readonly steps: number;
  readonly lines: readonly CostLine[];
}

const table: Readonly<Record<string, Readonly<Record<string, { readonly unit: string; readonly usd: number }>>>> =
  prices;

/** @throws an error that names the service and item, where no price is known: a sum without it would be wrong. */
function priceOf({ service, item }: UsageLine): { unit: string; usd: number } {
  if (service === 'models') return { unit: 'USD', usd: 1 };
  const price = table[service]?.[item];
  if (!price) throw new Error(`There is no price of ${service}/${item}. Add it to lib/domain/cost/prices.ts.`);
  return price;
}

/** What usage costs, in USD. */
export function priceUsage(usage: readonly UsageLine[]): number {
  return usage.reduce((sum, line) => sum + line.quantity * priceOf(line).usd, 0);
}

/** The cost of a run from what its steps and the engine itself used. */
export function costOfRun(
  parts: readonly { readonly key: string | null; readonly usage: readonly UsageLine[] }[],
): RunCost {
  const lines = parts.flatMap(({ key, usage }) =>
    usage.map((line): CostLine => {
      const { unit, usd: unitUsd } = priceOf(line);
      const { service, item, quantity } = line;
      return { service, item, key, quantity, unit, unitUsd, usd: quantity * unitUsd };
    }),
  );
  const sum = (chosen: readonly CostLine[]) => chosen.reduce((total, { usd }) => total + usd, 0);
  const isModel = ({ service }: CostLine) => service === 'models';
  const modelUsd = sum(lines.filter(isModel));
  const awsUsd = sum(lines.filter((line) => !isModel(line)));
  return {
    totalUsd: modelUsd + awsUsd,
    modelUsd,
    awsUsd,
    pricesOf,
    // Those that served several runs at once count in part.
    requests: Math.round(
      parts.reduce((total, { usage }) => total + usage.reduce((count, line) => count + line.requests, 0), 0),
    ),
    steps: parts.filter(({ key }) => key !== null).length,
    lines,
  };
}
