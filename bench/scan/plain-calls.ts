// A plain look at code to hold the scanner against: regular expressions over the text, no syntax, no names followed.

/** A call to a service that the text shows. */
export interface PlainCall {
  readonly kind: 'table' | 'event' | 'message';
  readonly line: number;
}

const scripts: readonly (readonly [RegExp, PlainCall['kind']])[] = [
  [/new\s+(?:Get|Put|Update|Delete|BatchGet|BatchWrite|TransactGet|TransactWrite)(?:Items?)?Command\s*\(/g, 'table'],
  [/new\s+(?:Query|Scan)Command\s*\(/g, 'table'],
  [
    /\.(?:get|put|query|scan|update|delete|getItem|putItem|updateItem|deleteItem)\s*\(\s*\{\s*(?:\/\/[^\n]*\s*)*TableName\b/g,
    'table',
  ],
  [/new\s+PutEventsCommand\s*\(|\.putEvents\s*\(/g, 'event'],
  [/new\s+SendMessage(?:Batch)?Command\s*\(|\.sendMessage(?:Batch)?\s*\(/g, 'message'],
  [/new\s+PublishCommand\s*\(|\.publish\s*\(\s*\{\s*TopicArn/g, 'message'],
];
const python: readonly (readonly [RegExp, PlainCall['kind']])[] = [
  [/\.(?:put_item|get_item|update_item|delete_item|transact_write_items|transact_get_items)\s*\(/g, 'table'],
  [/\b\w*table\w*\.(?:query|scan)\s*\(/gi, 'table'],
  [/\.put_events\s*\(/g, 'event'],
  [/\.send_message(?:_batch)?\s*\(|\bsns\w*\.publish\s*\(/g, 'message'],
];

/** The calls that stand in a file's text; of tests, declarations and what only mentions the services none. */
export function plainCalls(path: string, text: string): PlainCall[] {
  if (
    /(?:^|\/)(?:tests?|__tests__|__mocks__|node_modules|scripts?|events?)\/|\.(?:test|spec)\.|\.d\.ts$|test_|_test\./.test(
      path,
    )
  )
    return [];
  const isPython = path.endsWith('.py');
  if (!isPython && !/\.[mc]?[jt]s$/.test(path)) return [];
  if (!(isPython ? /\bboto3\b/ : /aws-sdk/).test(text)) return [];
  return (isPython ? python : scripts).flatMap(([pattern, kind]) =>
    [...text.matchAll(pattern)].flatMap(({ index }) => {
      const start = text.lastIndexOf('\n', index) + 1;
      if (/^\s*(?:\/\/|#|\*)/.test(text.slice(start, index))) return [];
      return [{ kind, line: text.slice(0, index).split('\n').length }];
    }),
  );
}
