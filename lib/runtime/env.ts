/**
 * Reads the named variables, once, at start.
 * @throws an error naming every variable that is missing, so that one look at the log suffices.
 */
export function readEnvironment<Name extends string>(
  names: readonly Name[],
  source: Readonly<Record<string, string | undefined>> = process.env,
): Record<Name, string> {
  const missing = names.filter((name) => !source[name]);
  if (missing.length > 0) {
    throw new Error(`Environment variables are missing: ${missing.join(', ')}. amplify/backend.ts sets them.`);
  }
  return Object.fromEntries(names.map((name) => [name, source[name] ?? ''])) as Record<Name, string>;
}
