import { COMPARISONS, type Filter, NUMBER, OPERATOR, Reader, textTest } from './reader.ts';

type Selector = { text: string; steps: readonly { key: string | number; isIndex: boolean }[] };
type Test = (root: unknown) => boolean;

const DEEPEST = 50;

/** `{ $.a.b = "x" && ($.n > 1 || $.list[0] IS TRUE) }`: matches texts that are JSON objects. */
export function compileJson(pattern: string): Filter {
  const reader = new Reader(pattern);
  const selectors: Selector[] = [];
  reader.expect('{');
  const test = readOr(reader, selectors, 0);
  reader.expect('}');
  if (!reader.isAtEnd) reader.fail();
  return (text) => {
    if (!text.trimStart().startsWith('{')) return undefined;
    const root = parse(text);
    if (root === undefined || !test(root)) return undefined;
    return {
      select: (selector) => valuesAt(root, readSelector(new Reader(selector)))[0],
      get extracted() {
        return Object.fromEntries(
          selectors.flatMap((selector) => {
            const value = valuesAt(root, selector)[0];
            return value === undefined
              ? []
              : [[selector.text, typeof value === 'string' ? value : JSON.stringify(value)]];
          }),
        );
      },
    };
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readOr(reader: Reader, selectors: Selector[], depth: number): Test {
  const tests = [readAnd(reader, selectors, depth)];
  while (reader.accept('||')) tests.push(readAnd(reader, selectors, depth));
  return (root) => tests.some((test) => test(root));
}

function readAnd(reader: Reader, selectors: Selector[], depth: number): Test {
  const tests = [readOne(reader, selectors, depth)];
  while (reader.accept('&&')) tests.push(readOne(reader, selectors, depth));
  return (root) => tests.every((test) => test(root));
}

function readOne(reader: Reader, selectors: Selector[], depth: number): Test {
  if (depth > DEEPEST) reader.fail();
  if (reader.accept('(')) {
    const inner = readOr(reader, selectors, depth + 1);
    reader.expect(')');
    return inner;
  }
  const selector = readSelector(reader);
  selectors.push(selector);
  const test = readCondition(reader);
  return (root) => test(valuesAt(root, selector));
}

/** What is asked of the values that a selector finds; more than one only with `[*]`. */
function readCondition(reader: Reader): (values: readonly unknown[]) => boolean {
  if (reader.take(/NOT\s+EXISTS\b/iy)) return (values) => values.length === 0;
  if (reader.take(/EXISTS\b/iy)) return (values) => values.length > 0;
  const word = reader.take(/IS\s+(?:TRUE|FALSE|NULL)\b/iy);
  if (word) {
    const wanted = JSON.parse(word.replace(/^IS\s+/i, '').toLowerCase()) as unknown;
    return (values) => values.some((value) => value === wanted);
  }
  const operator = reader.take(OPERATOR) ?? reader.fail();
  const test = readOperand(reader, operator);
  return (values) => values.some(test);
}

function readOperand(reader: Reader, operator: string): (value: unknown) => boolean {
  const isEquality = operator === '=' || operator === '!=';
  const wanted = operator === '=';
  const regex = reader.regex();
  const phrase = regex ? undefined : reader.quoted();
  if (regex || phrase !== undefined) {
    if (!isEquality) reader.fail();
    const test = regex ? (text: string) => regex.test(text) : textTest(phrase ?? '');
    return (value) => isPlain(value) && test(String(value)) === wanted;
  }
  const bare = reader.take(/[^\s(){}&|"%=<>!,]+/y) ?? reader.fail();
  const compare = COMPARISONS[operator];
  if (NUMBER.test(bare) && compare) {
    const number = Number(bare);
    return (value) => {
      if (typeof value === 'number') return compare(value, number);
      return typeof value === 'string' && NUMBER.test(value)
        ? compare(Number(value), number)
        : operator === '!=' && isPlain(value);
    };
  }
  if (!isEquality) reader.fail();
  const test = textTest(bare);
  return (value) => isPlain(value) && test(String(value)) === wanted;
}

const isPlain = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** `$.a.b[0].c`, `$.list[*]`, `$.["a.b"]`, `$['c d']`. */
function readSelector(reader: Reader): Selector {
  reader.expect('$');
  const steps: Selector['steps'][number][] = [];
  let text = '$';
  for (;;) {
    const part = reader.take(/\.?\[\s*(?:\d+|\*|"[^"]*"|'[^']*')\s*\]|\.[\p{L}\p{N}_@#:-]+/uy);
    if (part === undefined) break;
    text += part;
    const inner = /^\.?\[\s*(.*?)\s*\]$/.exec(part)?.[1];
    if (inner === undefined) steps.push({ key: part.slice(1), isIndex: false });
    else if (inner === '*') steps.push({ key: '*', isIndex: true });
    else if (/^\d+$/.test(inner)) steps.push({ key: Number(inner), isIndex: true });
    else steps.push({ key: inner.slice(1, -1), isIndex: false });
  }
  if (steps.length === 0) reader.fail();
  return { text, steps };
}

function valuesAt(root: unknown, { steps }: Selector): unknown[] {
  let found: unknown[] = [root];
  for (const { key, isIndex } of steps) {
    found = found.flatMap((value) => {
      if (isIndex) {
        if (!Array.isArray(value)) return [];
        const members: unknown[] = value;
        return key === '*' ? members : typeof key === 'number' && key < members.length ? [members[key]] : [];
      }
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
      return [(value as Record<string, unknown>)[key]];
    });
  }
  return found;
}
