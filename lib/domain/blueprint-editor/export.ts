/** The definition as people keep it in files. */
export function exportBlueprint(definition: object): string {
  return `${JSON.stringify(definition, null, 2)}\n`;
}
