import type { RuleModel } from '../project-types.ts';
import { jsString } from '../text/literals.ts';
import { collections } from './render-rule.ts';

/** `test/definitions.test.js`: each rule is asked for the entity that it holds for, and for no other. */
export function renderDefinitionsTest(rules: readonly RuleModel[]): string {
  const imports = rules.map(({ slug, camel }) => `import * as ${camel}Rule from '../src/rules/${slug}.js';`);
  const tests = rules.map(({ id, camel, duty, entity }) => {
    const { name, member } = collections[duty];
    return `test(${jsString(`${id} holds for ${entity.name}`)}, () => {
  assert.deepEqual(entitiesWith(({ ${name} }) => ${name}.some((one) => one === ${camel}Rule.${member})), [${jsString(entity.slug)}]);
});
`;
  });
  return `import assert from 'node:assert/strict';
import test from 'node:test';
import { definitions } from '../src/definitions.js';
${imports.join('\n')}

/** @param {(rules: import('../src/platform/types.js').RuleSet) => boolean} has */
export function entitiesWith(has) {
  return Object.values(definitions).flatMap(({ name, rules }) => (has(rules) ? [name] : []));
}

test('every entity has a definition under its name', () => {
  for (const [name, definition] of Object.entries(definitions)) assert.equal(definition.name, name);
});

${tests.join('\n')}`;
}
