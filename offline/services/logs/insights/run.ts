import { aggregatesOf } from './aggregates.ts';
import type { Command } from './commands.ts';
import { evaluate } from './evaluate.ts';
import type { Named } from './syntax.ts';
import { compare, isTrue, type Row, toText, type Value } from './values.ts';

export type Answer = {
  /** A row's fields that have a value, in the query's order. */
  rows: { field: string; value: string }[][];
  /** Rows that came through the filters. */
  matched: number;
  scanned: number;
};

const USUAL_COLUMNS = ['@timestamp', '@message'];
const MOST_ROWS = 10_000;

/** What the commands have made so far. */
type Stage = { rows: Row[]; shown: readonly string[] | undefined; isGrouped: boolean };

/** Runs a query over rows that come newest first. @throws ServiceError MalformedQueryException */
export function runQuery(commands: readonly Command[], rows: Iterable<Row>, most = MOST_ROWS): Answer {
  const leading = commands.findIndex(({ kind }) => kind !== 'filter' && kind !== 'fields' && kind !== 'parse');
  const streamed = commands.slice(0, leading === -1 ? commands.length : leading);
  // A first limit without anything before it that needs all rows ends the reading early.
  const first = leading === -1 ? undefined : commands[leading];
  const enough = leading === -1 ? most : first?.kind === 'limit' ? first.most : Number.POSITIVE_INFINITY;
  const kept: Row[] = [];
  let scanned = 0;
  for (const row of rows) {
    scanned += 1;
    const [made] = through(streamed, [row]);
    if (made) kept.push(made);
    if (kept.length >= enough) break;
  }
  const names = streamed.flatMap((command) =>
    command.kind === 'fields' ? command.columns.map(({ name }) => name) : [],
  );
  let stage: Stage = {
    rows: kept,
    shown: names.length > 0 ? names : undefined,
    isGrouped: false,
  };
  let matched = kept.length;
  for (const command of commands.slice(streamed.length)) {
    stage = apply(command, stage);
    if (command.kind === 'filter' && !stage.isGrouped) matched = stage.rows.length;
  }
  const columns = [...(stage.shown ?? USUAL_COLUMNS), ...(stage.isGrouped ? [] : ['@ptr'])];
  const page = stage.rows.slice(0, most);
  return { rows: page.map((row) => show(row, columns)), matched, scanned };
}

const show = (row: Row, columns: readonly string[]) =>
  columns.flatMap((field) => {
    const value = row(field);
    return value === undefined ? [] : [{ field, value: toText(value) }];
  });

function through(commands: readonly Command[], rows: Row[]): Row[] {
  return commands.reduce<Row[]>((made, command) => {
    switch (command.kind) {
      case 'filter':
        return made.filter((row) => isTrue(evaluate(command.condition, row)));
      case 'parse':
        return made.map((row) => parsed(row, command));
      case 'fields':
      case 'display':
        return made.map((row) => withColumns(row, command.columns));
      case 'stats':
      case 'sort':
      case 'dedup':
      case 'limit':
        return made;
    }
  }, rows);
}

function apply(command: Command, stage: Stage): Stage {
  switch (command.kind) {
    case 'filter':
    case 'parse':
      return { ...stage, rows: through([command], stage.rows) };
    case 'fields':
      return {
        ...stage,
        rows: through([command], stage.rows),
        shown: [...(stage.shown ?? []), ...command.columns.map(({ name }) => name)],
      };
    case 'display':
      return { ...stage, rows: through([command], stage.rows), shown: command.columns.map(({ name }) => name) };
    case 'stats':
      return {
        ...stage,
        rows: group(command, stage.rows),
        shown: namesOf([...command.by, ...command.columns]),
        isGrouped: true,
      };
    case 'sort':
      return {
        ...stage,
        rows: stage.rows.toSorted((left, right) => {
          for (const { expression, name, isRising } of command.keys) {
            const of = (row: Row) => row(name) ?? evaluate(expression, row);
            const order = compare(of(left), of(right));
            if (order !== 0) return isRising ? order : -order;
          }
          return 0;
        }),
      };
    case 'dedup': {
      const seen = new Set<string>();
      const rows = stage.rows.filter((row) => {
        const key = JSON.stringify(command.columns.map(({ expression }) => toText(evaluate(expression, row))));
        const isNew = !seen.has(key);
        seen.add(key);
        return isNew;
      });
      return { ...stage, rows };
    }
    case 'limit':
      return { ...stage, rows: stage.rows.slice(0, command.most) };
  }
}

const namesOf = (columns: readonly Named[]) => columns.map(({ name }) => name);

/** The row with further columns; those that merely name a field cost nothing. */
function withColumns(row: Row, columns: readonly Named[]): Row {
  const made = columns.filter(({ expression, name }) => expression.kind !== 'field' || expression.name !== name);
  if (made.length === 0) return row;
  return overlay(row, new Map(made.map(({ expression, name }) => [name, evaluate(expression, row)])));
}

const overlay =
  (row: Row, columns: ReadonlyMap<string, Value>): Row =>
  (field) =>
    columns.has(field) ? columns.get(field) : row(field);

function parsed(row: Row, { of, pattern, names }: Extract<Command, { kind: 'parse' }>): Row {
  const value = evaluate(of, row);
  const found = value === undefined ? null : pattern.exec(toText(value));
  if (!found) return row;
  const entries = names
    ? names.map((name, index) => [name, found[index + 1]] as const)
    : Object.entries(found.groups ?? {});
  return overlay(row, new Map(entries));
}

function group({ columns, by }: Extract<Command, { kind: 'stats' }>, rows: readonly Row[]): Row[] {
  const groups = new Map<string, { keys: Map<string, Value>; rows: Row[] }>();
  for (const row of rows) {
    const keys = new Map(by.map(({ expression, name }) => [name, evaluate(expression, row)]));
    const id = JSON.stringify([...keys.values()].map(toText));
    const found = groups.get(id) ?? { keys, rows: [] };
    found.rows.push(row);
    groups.set(id, found);
  }
  return [...groups.values()].map(({ keys, rows: members }) => {
    const aggregates = aggregatesOf(members);
    const nothing: Row = () => undefined;
    const made = new Map(keys);
    for (const { expression, name } of columns) made.set(name, evaluate(expression, nothing, aggregates));
    return (field) => made.get(field);
  });
}
