import { exactText, options, originOf, textOf, type Value } from '../code/value.ts';

const comparisons: Readonly<Record<string, string>> = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' };

/** boto3's conditions as DynamoDB writes them: `Key('pk').eq(x) & Key('sk').begins_with(y)`. Of several, the longest. */
export function conditionText(value: Value): string | undefined {
  const texts = options(value).flatMap((one) => conditionOf(one) ?? []);
  return texts.sort((left, right) => right.length - left.length)[0];
}

function conditionOf(value: Value, depth = 0): string | undefined {
  if (value.kind !== 'call' || depth > 8) return undefined;
  const { callee } = value;
  const { positional } = value.inputs();
  if (callee.kind === 'imported' && callee.module === 'operator') {
    const parts = positional.map((one) => longest(one, depth + 1));
    return parts.every((part) => part !== undefined) ? parts.join(callee.name === '&' ? ' AND ' : ' OR ') : undefined;
  }
  if (callee.kind !== 'member') return undefined;
  const key = keyOf(callee.of);
  if (key === undefined) return undefined;
  const comparison = comparisons[callee.name];
  if (comparison) return `${key} ${comparison} :${placeholder(key)}`;
  if (callee.name === 'begins_with') return `begins_with(${key}, :${placeholder(key)})`;
  return callee.name === 'between' ? `${key} BETWEEN :${placeholder(key)}From AND :${placeholder(key)}To` : undefined;
}

function longest(value: Value, depth: number): string | undefined {
  const texts = options(value).flatMap((one) => conditionOf(one, depth) ?? []);
  return texts.sort((left, right) => right.length - left.length)[0];
}

function keyOf(value: Value): string | undefined {
  if (value.kind !== 'call') return undefined;
  const name = originOf(value.callee)?.name.split('.').at(-1);
  const [attribute = exactText('')] = value.inputs().positional;
  return name === 'Key' || name === 'Attr' ? textOf(attribute) : undefined;
}

const placeholder = (name: string) => name.replaceAll(/\W+/g, '_');
