import { defineOperation } from '../../../kernel/aws-json.ts';
import { PasswordRules, randomPassword } from '../password.ts';
import type { SecretState } from '../state.ts';

export const getRandomPassword = defineOperation({
  schema: PasswordRules,
  execute(state: SecretState, rules, { principal }) {
    state.authorize(principal, 'GetRandomPassword', '*');
    return { RandomPassword: randomPassword(rules) };
  },
});
