import { z } from 'zod';
import { clientMetadata, sessionOperation, tokenInput } from '../access.ts';
import { assignAttributes, checkAliasesFree } from '../attributes.ts';
import { checkCode, createCode, spendCode } from '../codes.ts';
import { invalidParameter } from '../faults.ts';
import { deliver } from '../messages.ts';
import { saveChangedUser } from '../users.ts';

const AttributeName = z.enum(['email', 'phone_number']);

export const getUserAttributeVerificationCode = sessionOperation(
  tokenInput.extend({ AttributeName, ClientMetadata: clientMetadata }),
  async ({ state, pool, client, user, input }) => {
    const attribute = input.AttributeName;
    const destination = user.attributes[attribute];
    if (!destination) throw invalidParameter(`User does not have a ${attribute} to verify`);
    const code = createCode(state, user, `verify:${attribute}`);
    const message = { pool, client, user, reason: 'VerifyUserAttribute', attribute, destination, code } as const;
    return { CodeDeliveryDetails: await deliver(state, { ...message, clientMetadata: input.ClientMetadata }) };
  },
);

export const verifyUserAttribute = sessionOperation(
  tokenInput.extend({ AttributeName, Code: z.string().max(2048) }),
  ({ state, pool, user, input }) => {
    const attribute = input.AttributeName;
    const purpose = `verify:${attribute}` as const;
    const { value } = checkCode(state, user, purpose, input.Code);
    if (value !== undefined) {
      checkAliasesFree(state, pool, user, [{ Name: attribute, Value: value }]);
      assignAttributes(user, [{ Name: attribute, Value: value }]);
    }
    assignAttributes(user, [{ Name: `${attribute}_verified`, Value: 'true' }]);
    spendCode(state, user, purpose);
    saveChangedUser(state, pool, user);
    return {};
  },
);
