import { COMPARISONS, type Filter, NUMBER, OPERATOR, Reader, textTest } from './reader.ts';

type Test = (text: string) => boolean;
type Field = { name: string; test: Test | undefined };

const ALL_THE_REST = '...';

/** `[ip, user, ..., status = 4*, bytes > 1000]`: matches texts by their fields, which spaces part, brackets and quotes join. */
export function compileFields(pattern: string): Filter {
  const reader = new Reader(pattern);
  const fields: Field[] = [];
  reader.expect('[');
  if (!reader.accept(']')) {
    do fields.push(readField(reader, fields.length + 1));
    while (reader.accept(','));
    reader.expect(']');
  }
  if (!reader.isAtEnd) reader.fail();
  const rest = fields.findIndex(({ name }) => name === ALL_THE_REST);
  return (text) => {
    const parts = splitFields(text);
    const placed = fields.length === 0 ? parts.map((value) => ({ value })) : place(parts, fields, rest);
    if (!placed || !placed.every(({ field, value }: Placed) => field?.test?.(value) ?? true)) return undefined;
    const extracted = Object.fromEntries(
      placed.map(({ field, value }: Placed, index) => [`$${field?.name ?? index + 1}`, value]),
    );
    return { extracted, select: (selector) => extracted[selector] };
  };
}

type Placed = { field?: Field | undefined; value: string };

/** Which part is which field: as many as there are, unless an ellipsis takes what is left. */
function place(parts: readonly string[], fields: readonly Field[], rest: number): Placed[] | undefined {
  if (rest === -1) {
    return parts.length === fields.length ? parts.map((value, index) => ({ field: fields[index], value })) : undefined;
  }
  const surplus = parts.length - (fields.length - 1);
  if (surplus < 0) return undefined;
  return parts.map((value, index) => {
    if (index < rest) return { field: fields[index], value };
    return index < rest + surplus ? { value } : { field: fields[index - surplus + 1], value };
  });
}

/** A text's fields: what brackets or quotes enclose is one, without them. */
function splitFields(text: string): string[] {
  return [...text.matchAll(/\[([^\]]*)\]|"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
    ([, bracketed, quoted, plain]) => bracketed ?? quoted ?? plain ?? '',
  );
}

function readField(reader: Reader, position: number): Field {
  if (reader.accept(ALL_THE_REST)) return { name: ALL_THE_REST, test: undefined };
  const first = readAny(reader);
  if (first === undefined) return { name: String(position), test: undefined };
  return { name: first.name, test: first.test };
}

/** `name`, `name = value`, and several of them with && and ||. */
function readAny(reader: Reader): Field | undefined {
  const first = readAll(reader);
  if (!first) return undefined;
  const tests = [first.test];
  while (reader.accept('||')) tests.push(sameField(reader, first, readAll(reader)).test);
  return {
    name: first.name,
    test: tests.length === 1 ? first.test : (text) => tests.some((test) => test?.(text) ?? true),
  };
}

function readAll(reader: Reader): Field | undefined {
  const first = readComparison(reader);
  if (!first) return undefined;
  const tests = [first.test];
  while (reader.accept('&&')) tests.push(sameField(reader, first, readComparison(reader)).test);
  return {
    name: first.name,
    test: tests.length === 1 ? first.test : (text) => tests.every((test) => test?.(text) ?? true),
  };
}

/** Conditions that && and || join are of one field: AWS refuses others. */
function sameField(reader: Reader, { name }: Field, other: Field | undefined): Field {
  return other?.name === name ? other : reader.fail();
}

function readComparison(reader: Reader): Field | undefined {
  if (reader.accept('(')) {
    const inner = readAny(reader) ?? reader.fail();
    reader.expect(')');
    return inner;
  }
  const name = reader.take(/[\p{L}\p{N}_-]+/uy);
  if (name === undefined) return undefined;
  const operator = reader.take(OPERATOR);
  if (operator === undefined) return { name, test: undefined };
  return { name, test: readValue(reader, operator) };
}

function readValue(reader: Reader, operator: string): Test {
  const isEquality = operator === '=' || operator === '!=';
  const regex = reader.regex();
  const value = regex ? '' : (reader.quoted() ?? reader.take(/[^\s,\]&|()]+/y) ?? reader.fail());
  const compare = COMPARISONS[operator];
  if (!regex && NUMBER.test(value) && compare) {
    return (text) => (NUMBER.test(text) ? compare(Number(text), Number(value)) : operator === '!=');
  }
  if (!isEquality) reader.fail();
  const test = regex ? (text: string) => regex.test(text) : textTest(value);
  return (text) => test(text) === (operator === '=');
}
