import { listPrices, listPricesOf, type PriceName, regionalFactor } from './list-prices.ts';
import type { Design, DesignComponent } from './schema.ts';
import type { UseCasePattern } from './use-case-patterns.ts';
import { ownPattern, useCasePatterns } from './use-case-patterns.ts';
import type { Words } from './words.ts';

type CostItem = Design['cost']['items'][number];
type Load = {
  cases: number | undefined;
  pattern: UseCasePattern;
  isRegional: boolean;
  isWriting: boolean;
  users: number | undefined;
};

const hoursPerMonth = 730;
const charactersPerToken = 4;
const scannedPages = 2;
const logMegabytes = 0.05;
const storedMegabytes = 0.05;

const newestPrice = Object.values(listPrices)
  .flatMap(({ asOf }) => asOf ?? [])
  .toSorted()
  .at(-1);

const cents = (usd: number) => Math.round(usd * 100) / 100;
const exact = (usd: number) => Number(usd.toPrecision(10));

function item(component: string, driver: string, quantity: number, price: PriceName, factor = 1): CostItem {
  const { unit, usd } = listPrices[price];
  const unitUsd = exact(usd * factor);
  return {
    component,
    driver,
    quantity: Math.round(quantity * 100) / 100,
    unit,
    unitUsd,
    monthlyUsd: cents(quantity * unitUsd),
  };
}

/** What a component is paid for each month; what depends on a volume that nobody stated is left out. */
function itemsOf(component: DesignComponent, load: Load): CostItem[] {
  const { id, kind, technology } = component;
  const { cases, pattern, isRegional, isWriting, users } = load;
  const tokens = pattern.tokens.input + pattern.tokens.output;
  if (kind === 'agent') {
    if (cases === undefined) return [];
    const factor = isRegional ? regionalFactor : 1;
    const [input, output] = isWriting
      ? (['sonnetInput', 'sonnetOutput'] as const)
      : (['haikuInput', 'haikuOutput'] as const);
    return [
      item(id, 'tokens read by the model', cases * pattern.tokens.input, input, factor),
      item(id, 'tokens written by the model', cases * pattern.tokens.output, output, factor),
    ];
  }
  if (technology.includes('Guardrails'))
    return cases === undefined
      ? []
      : [item(id, 'text units checked', Math.ceil((tokens * charactersPerToken) / 1_000) * cases, 'guardrailUnit')];
  if (technology.includes('Textract'))
    return cases === undefined ? [] : [item(id, 'pages read', cases * (pattern.pages ?? scannedPages), 'textractPage')];
  if (technology.includes('VPN')) return [item(id, 'connection of two tunnels', hoursPerMonth, 'vpnHour')];
  if (technology.includes('Transfer Family')) return [item(id, 'endpoint for files', hoursPerMonth, 'transferHour')];
  if (technology.includes('DynamoDB')) {
    const key = item(id, 'encryption key', 1, 'kmsKey');
    if (cases === undefined) return [key];
    return [
      key,
      item(id, 'writes of 1 KB', cases * 20, 'writeUnit'),
      item(id, 'reads of 4 KB', cases * 40, 'readUnit'),
      item(id, 'stored', (cases * storedMegabytes) / 1_000, 'storedGigabyte'),
    ];
  }
  if (technology.includes('SQS')) return cases === undefined ? [] : [item(id, 'requests', cases * 6, 'queueRequest')];
  if (technology.includes('Lambda'))
    return cases === undefined ? [] : [item(id, 'computing', cases * 2, 'lambdaSecond')];
  if (technology.includes('Step Functions'))
    return cases === undefined ? [] : [item(id, 'steps of approvals', cases * 6, 'stateTransition')];
  if (technology.includes('Cognito'))
    return users === undefined ? [] : [item(id, 'people signing in', users, 'cognitoUser')];
  if (technology.includes('CloudWatch'))
    return cases === undefined ? [] : [item(id, 'logs', (cases * logMegabytes) / 1_000, 'logGigabyte')];
  return kind === 'connector' ? [item(id, 'secret of the connector', 1, 'secret')] : [];
}

function numberOf(words: Words, name: string): number | undefined {
  const value = words.get(name)?.value;
  return typeof value === 'number' ? value : undefined;
}

function assumptionsFor(components: readonly DesignComponent[], items: readonly CostItem[], load: Load): string[] {
  const { cases, pattern, isRegional } = load;
  const priced = new Set(items.map(({ component }) => component));
  const unpriced = components.filter(({ id }) => !priced.has(id)).map(({ name }) => name);
  const [, many] = pattern.noun;
  const isAgent = components.some(({ kind }) => kind === 'agent');
  const undated = Object.values(listPrices)
    .filter(({ asOf }) => asOf === null)
    .map(({ unit }) => unit);
  const unconfirmed = [
    ...new Set(items.flatMap(({ unit, driver }) => (undated.some((one) => one === unit) ? [driver] : []))),
  ];
  return [
    `List prices in USD of us-east-1 read between ${listPricesOf} and ${newestPrice}, without free tiers, discounts, taxes and support; other regions differ.`,
    ...(isAgent && cases !== undefined
      ? [
          `Each of the ${many} takes ${pattern.tokens.input} tokens read and ${pattern.tokens.output} written, and is run once; this is an assumption until it is measured.`,
          'Each takes 20 writes, 40 reads, 50 KB stored, 50 KB of logs, 6 requests to the queue, and 2 GB-seconds in each function.',
        ]
      : []),
    ...(isAgent && isRegional ? ['Model endpoints of the region cost a tenth more than global ones.'] : []),
    ...(isAgent && cases === undefined ? ['No volume was stated: what depends on it is left out, not estimated.'] : []),
    ...(unconfirmed.length > 0
      ? [`Long-standing list prices without a recorded day of reading, to be confirmed: ${unconfirmed.join(', ')}.`]
      : []),
    ...(unpriced.length > 0
      ? [`Not priced, as it is there already or the list has no price for it: ${unpriced.join(', ')}.`]
      : []),
  ];
}

/** Cost of operation a month from the components and the load that was stated. */
export function estimateCost(components: readonly DesignComponent[], words: Words): Design['cost'] {
  const patternId = words.get('pattern')?.value;
  if (patternId === undefined) {
    const assumptions = ['No use case is known: nothing is priced.'];
    return { pricesOf: listPricesOf, items: [], monthlyUsd: 0, assumptions };
  }
  const load: Load = {
    cases: numberOf(words, 'casesPerMonth'),
    pattern: useCasePatterns.find(({ id }) => id === patternId) ?? ownPattern,
    isRegional: words.has('regions'),
    isWriting: words.has('writingTask'),
    users: numberOf(words, 'users'),
  };
  const items = components.flatMap((component) => itemsOf(component, load));
  return {
    pricesOf: listPricesOf,
    items,
    monthlyUsd: cents(items.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0)),
    assumptions: assumptionsFor(components, items, load),
  };
}
