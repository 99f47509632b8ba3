/** Path of a rule's module in the bundle. */
export function ruleFile(slug: string): string {
  return `src/rules/${slug}.js`;
}

/** Path of the test that pins it. */
export function ruleTest(slug: string): string {
  return `test/rules/${slug}.test.js`;
}
