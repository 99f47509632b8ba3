import { z } from 'zod';
import { poolUserInput, poolUserOperation, sessionOperation, tokenInput } from '../access.ts';
import { requirePassword, setPassword } from '../passwords.ts';
import { saveChangedUser } from '../users.ts';

const schema = tokenInput.extend({ PreviousPassword: z.string().max(256), ProposedPassword: z.string().max(256) });

export const changePassword = sessionOperation(schema, ({ state, pool, user, input }) => {
  requirePassword(state, pool, user, input.PreviousPassword);
  setPassword(state, pool, user, input.ProposedPassword);
  saveChangedUser(state, pool, user);
  return {};
});

export const adminSetUserPassword = poolUserOperation(
  'AdminSetUserPassword',
  poolUserInput.extend({ Password: z.string().max(256), Permanent: z.boolean().default(false) }),
  ({ state, pool, user, input }) => {
    setPassword(state, pool, user, input.Password, !input.Permanent);
    user.status = input.Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
    saveChangedUser(state, pool, user);
    return {};
  },
);
