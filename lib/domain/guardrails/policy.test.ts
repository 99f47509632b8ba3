import { describe, expect, it } from 'vitest';
import { personalDataKinds } from './finding.ts';
import { defaultGuardrailPolicy, parseGuardrailPolicy, promptPolicyOf, withPromptPolicy } from './policy.ts';

describe('the policy of an organization', () => {
  it('is read as it is stored', () => {
    const policy = {
      ...defaultGuardrailPolicy,
      version: 7,
      maskInPrompts: ['card'],
      documentsWithInstructions: 'reject',
    };
    expect(parseGuardrailPolicy(JSON.stringify(policy))).toEqual(policy);
  });

  it('has the default for what was added since it was stored', () => {
    const stored = {
      schemaVersion: 1,
      maskInPrompts: ['card'],
      documentsWithInstructions: 'reject',
      secretsInOutput: 'fail',
    };
    const added = { version: 0, blockInPrompts: [], toolAnswersWithInstructions: 'flag' };
    expect(parseGuardrailPolicy(stored)).toEqual({ ...stored, ...added });
  });

  it.each([null, '', 'no JSON', '{}', { schemaVersion: 2 }])('is the default where %j stands', (stored) => {
    expect(parseGuardrailPolicy(stored)).toEqual(defaultGuardrailPolicy);
  });
});

describe('what becomes of data about people in prompts', () => {
  it('is one of three for each kind; whoever blocks and masks, blocks', () => {
    const policy = { maskInPrompts: ['email' as const, 'card' as const], blockInPrompts: ['card' as const] };
    const said = personalDataKinds.map((kind) => promptPolicyOf(policy, kind));
    expect(said).toEqual(['mask', 'allow', 'allow', 'block', 'allow']);
  });

  it.each(['mask', 'block', 'allow'] as const)('can be changed to %s for one kind alone', (wanted) => {
    for (const kind of personalDataKinds) {
      const changed = withPromptPolicy({ maskInPrompts: ['email', 'iban'], blockInPrompts: ['card'] }, kind, wanted);
      const before = { email: 'mask', iban: 'mask', card: 'block', phone: 'allow', national_id: 'allow' };
      const now = Object.fromEntries(personalDataKinds.map((one) => [one, promptPolicyOf(changed, one)]));
      expect(now).toEqual({ ...before, [kind]: wanted });
    }
  });
});
