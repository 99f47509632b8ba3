import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Errors that Amplify and its GraphQL transformers have of a data schema; the stack names them, or where they were thrown. */
const SCHEMA_ERROR =
  /\b\w*(Schema|Directive|Transformer)\w*Error\b|node_modules\/@aws-amplify\/(data-schema|backend-data|data-construct|graphql-[\w-]+)\//;

export type SchemaPlace = { readonly file: string; readonly line: number };

/**
 * Where in the data schema the cause of a failed synthesis stands, relative to the app: the line that what the message
 * names is rarest in, else that of the schema. Undefined where the cause is no data schema.
 */
export function schemaPlace(
  message: readonly string[],
  stack: readonly string[],
  app: string,
): SchemaPlace | undefined {
  if (![...message, ...stack].some((line) => SCHEMA_ERROR.test(line))) return undefined;
  const definition = linesOf(path.join(app, 'amplify'), app).find(({ text }) => /\bdefineData\(/.test(text));
  if (!definition) return undefined;
  const lines = linesOf(path.dirname(path.join(app, definition.file)), app);
  const words = new Set(message.join(' ').match(/\b[A-Za-z_]\w{2,}\b/g) ?? []);
  const named = [...words]
    .map((word) => lines.filter(({ text }) => names(text, word)))
    .filter((found) => found.length > 0)
    .sort((left, right) => left.length - right.length);
  const schema = lines.find(({ text }) => /\.schema\(/.test(text));
  const { file, line } = named[0]?.[0] ?? schema ?? definition;
  return { file, line };
}

/** Whether a line speaks of a model, field or type: as a text or as a member. */
const names = (text: string, word: string) => new RegExp(`['"\`]${word}['"\`]|(^|[\\s{,(])${word}\\s*[:,]`).test(text);

function linesOf(folder: string, app: string): { file: string; line: number; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?[jt]s$/.test(name) && !name.includes('node_modules'))
    .sort()
    .flatMap((name) => {
      const file = path.join(folder, name);
      const relative = path.relative(app, file);
      return readFileSync(file, 'utf8')
        .split('\n')
        .map((text, index) => ({ file: relative, line: index + 1, text }));
    });
}
