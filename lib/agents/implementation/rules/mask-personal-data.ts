import { jsString, jsStrings } from '../text/literals.ts';
import { findField, readParameters } from './parameters.ts';
import type { RuleTemplate } from './rule-template.ts';

/** `fields` (or every personal one) are masked but for `visibleTo` roles; `keepLast` characters of a text stay readable. */
export const maskPersonalData: RuleTemplate = (rule, entity) => {
  const parameters = readParameters(rule, entity);
  const named = parameters.texts('fields', 'field');
  const found = named.map((name) => findField(entity, name));
  if (found.some((field) => field === undefined))
    return { reason: 'a parameter names a field that the entity has not.' };
  const chosen = named.length > 0 ? found : entity.fields.filter((field) => field.isPersonal);
  const fields = [...new Set(chosen.flatMap((field) => (field ? [field.name] : [])))];
  if (fields.length === 0) return { reason: 'no field of the entity is personal and none is named.' };
  const roles = parameters.texts('visibleTo', 'roles', 'role', 'exceptRoles');
  const keepLast = Math.round(parameters.number('keepLast', 'keep', 'visibleCharacters') ?? 0);
  if (keepLast < 0 || keepLast > 20) return { reason: `${keepLast} readable characters are not between 0 and 20.` };
  const except = roles.length > 0 ? ` except to the roles ${roles.map((role) => `"${role}"`).join(', ')}` : '';
  const [first = ''] = fields;
  const shortest = `${'abcdefghijklmnopqrst'.slice(0, keepLast || 3)}${'vwxyzabcdefghijklmnopqrstu'.slice(0, keepLast)}`;
  const stranger = jsString(roles.includes('stranger') ? `not ${roles.join(' or ')}` : 'stranger');
  const taken = new Set(entity.fields.map((field) => field.name));
  const open = ['other', 'open', 'more'].find((name) => !taken.has(name)) ?? `more${taken.size}`;
  const tail = 'vwxyzabcdefghijklmnopqrstu'.slice(0, keepLast);
  return {
    duty: 'mask',
    says: `${fields.join(', ')} of each ${entity.name} ${fields.length > 1 ? 'are' : 'is'} shown masked${except}${keepLast > 0 ? `; the last ${keepLast} characters stay readable` : ''}.`,
    roles,
    ignored: parameters.ignored(),
    source: `const fields = ${jsStrings(fields)};
/** @type {string[]} */
const visibleTo = ${jsStrings(roles)};
${keepLast > 0 ? `const readableCharacters = ${keepLast};\n` : ''}const sign = '*****';

${keepLast > 0 ? partlyReadable : unreadable}
/**
 * A record's data as a person with these roles may see it.
 * @param {import('../platform/types.js').Data} data
 * @param {readonly string[]} roles
 * @returns {import('../platform/types.js').Data}
 */
function mask(data, roles) {
  if (roles.some((role) => visibleTo.includes(role))) return data;
  /** @type {Record<string, unknown>} */
  const masked = { ...data };
  for (const field of fields) {
    if (Object.hasOwn(data, field)) masked[field] = maskValue(data[field]);
  }
  return masked;
}

/** @type {import('../platform/types.js').MaskRule} */
export const masking = { rule: ${jsString(rule.id)}, fields, mask };
`,
    imports: ['masking'],
    test: `const sign = '*****';
const fields = ${jsStrings(fields)};

test('masks exactly these fields', () => {
  assert.equal(masking.rule, ${jsString(rule.id)});
  assert.deepEqual(masking.fields, fields);
  for (const field of fields) {
    const text = 'the secret part, which is long enough ' + ${jsString(tail)};
    assert.deepEqual(masking.mask({ [field]: text, ${open}: 'open' }, [${stranger}]), {
      [field]: sign + ${jsString(tail)},
      ${open}: 'open',
    });
  }
  assert.deepEqual(masking.mask({ ${open}: 'open' }, []), { ${open}: 'open' });
});

test('shows nothing of what is ${keepLast > 0 ? 'not twice as long as the readable part, or is no text' : 'short or no text'}', () => {
  for (const value of ['', ${jsString(shortest.slice(1))}, 5, true, ['a', 'b', 'c', 'd']]) {
    assert.deepEqual(masking.mask({ ${first}: value }, []), { ${first}: sign });
  }
  assert.deepEqual(masking.mask({ ${first}: ${jsString(shortest)} }, []), { ${first}: sign + ${jsString(tail)} });
});

test('leaves absent values absent and the record itself unchanged', () => {
  for (const value of [undefined, null]) {
    assert.deepEqual(masking.mask({ ${first}: value }, []), { ${first}: value });
  }
  const data = { ${first}: 'a secret' };
  masking.mask(data, []);
  assert.deepEqual(data, { ${first}: 'a secret' });
});
${
  roles.length > 0
    ? `
test('shows all of it to the roles that may see it', () => {
  const data = { ${first}: 'a secret' };
  for (const role of ${jsStrings(roles)}) assert.deepEqual(masking.mask(data, [${stranger}, role]), data);
  assert.notDeepEqual(masking.mask(data, [${stranger}]), data);
});
`
    : ''
}`,
  };
};

const unreadable = `/**
 * @param {unknown} value
 * @returns {unknown}
 */
function maskValue(value) {
  return value === undefined || value === null ? value : sign;
}
`;

const partlyReadable = `/**
 * A text is shown in part only where the greater part of it stays hidden.
 * @param {unknown} value
 * @returns {unknown}
 */
function maskValue(value) {
  if (value === undefined || value === null) return value;
  if (typeof value !== 'string' || value.length < readableCharacters * 2) return sign;
  return sign + value.slice(value.length - readableCharacters);
}
`;
