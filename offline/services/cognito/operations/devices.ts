import { z } from 'zod';
import { poolUserInput, poolUserOperation, sessionOperation, tokenInput } from '../access.ts';
import * as devices from '../devices.ts';
import { invalidParameter, notFound } from '../faults.ts';
import { cutPage, pageStart, pageToken } from '../pages.ts';
import { isPublicValue } from '../srp.ts';
import type { CognitoState } from '../state.ts';
import type { User } from '../users.ts';

const key = z
  .string()
  .regex(/^[\w-]+_[0-9a-f-]+$/)
  .max(55);
const paging = { Limit: z.number().int().min(0).max(60).default(60), PaginationToken: z.string().nullish() };
const DeviceKey = { DeviceKey: key };
const status = { DeviceRememberedStatus: z.enum(['remembered', 'not_remembered']).optional() };
const base64 = z.base64().max(131_072).optional();

const confirmInput = tokenInput.extend({
  ...DeviceKey,
  DeviceName: z.string().min(1).max(1024).optional(),
  DeviceSecretVerifierConfig: z.object({ PasswordVerifier: base64, Salt: base64 }).optional(),
});

export const confirmDevice = sessionOperation(confirmInput, ({ state, pool, user, claims, input }) => {
  const { DeviceConfiguration } = pool.settings;
  if (!DeviceConfiguration) throw invalidParameter('The user pool is not configured for device tracking.');
  if (claims.device_key !== input.DeviceKey || !devices.isPendingDevice(state, user, input.DeviceKey)) {
    throw notFound('Device does not exist.');
  }
  const { PasswordVerifier, Salt } = input.DeviceSecretVerifierConfig ?? {};
  if (!PasswordVerifier || !Salt) throw invalidParameter('DeviceSecretVerifierConfig is required.');
  const hex = (text: string) => Buffer.from(text, 'base64').toString('hex');
  if (!isPublicValue(hex(PasswordVerifier)) || Salt.length > 1024) {
    throw invalidParameter('Invalid device secret verifier.');
  }
  const isAsked = DeviceConfiguration.DeviceOnlyRememberedOnUserPrompt;
  devices.confirmDevice(state, user, input.DeviceKey, {
    name: input.DeviceName,
    salt: hex(Salt),
    verifier: hex(PasswordVerifier),
    remembered: !isAsked,
  });
  return { UserConfirmationNecessary: isAsked };
});

export const listDevices = sessionOperation(tokenInput.extend(paging), ({ state, user, input }) =>
  list(state, user, input),
);
export const adminListDevices = poolUserOperation(
  'AdminListDevices',
  poolUserInput.extend(paging),
  ({ state, user, input }) => list(state, user, input),
);

export const getDevice = sessionOperation(tokenInput.extend(DeviceKey), ({ state, user, input }) => ({
  Device: devices.describeDevice(devices.requireDevice(state, user, input.DeviceKey)),
}));
export const adminGetDevice = poolUserOperation(
  'AdminGetDevice',
  poolUserInput.extend(DeviceKey),
  ({ state, user, input }) => ({
    Device: devices.describeDevice(devices.requireDevice(state, user, input.DeviceKey)),
  }),
);

export const updateDeviceStatus = sessionOperation(
  tokenInput.extend({ ...DeviceKey, ...status }),
  ({ state, user, input }) => update(state, user, input),
);
export const adminUpdateDeviceStatus = poolUserOperation(
  'AdminUpdateDeviceStatus',
  poolUserInput.extend({ ...DeviceKey, ...status }),
  ({ state, user, input }) => update(state, user, input),
);

/** Without a key: the device that the access token was issued to. */
export const forgetDevice = sessionOperation(
  z.object({ AccessToken: z.string().min(1), DeviceKey: key.optional() }),
  ({ state, user, claims, input }) => forget(state, user, input.DeviceKey ?? String(claims.device_key)),
);
export const adminForgetDevice = poolUserOperation(
  'AdminForgetDevice',
  poolUserInput.extend(DeviceKey),
  ({ state, user, input }) => forget(state, user, input.DeviceKey),
);

type Page = { Limit: number; PaginationToken?: string | null | undefined };

function list(state: CognitoState, user: User, { Limit, PaginationToken }: Page) {
  const name = `devices of ${user.poolId} ${user.sub}`;
  const limit = Limit || 60;
  const found = devices.listDevices(state, user, pageStart(state, name, PaginationToken, ''), limit + 1);
  const { page, next } = cutPage(found, limit, (last) => pageToken(state, name, last.key));
  return { Devices: page.map(devices.describeDevice), ...(next !== undefined && { PaginationToken: next }) };
}

type Change = { DeviceKey: string; DeviceRememberedStatus?: 'remembered' | 'not_remembered' | undefined };

function update(state: CognitoState, user: User, { DeviceKey: name, DeviceRememberedStatus }: Change) {
  devices.requireDevice(state, user, name);
  if (DeviceRememberedStatus) devices.setRemembered(state, user, name, DeviceRememberedStatus === 'remembered');
  return {};
}

function forget(state: CognitoState, user: User, name: string) {
  devices.requireDevice(state, user, name);
  devices.forgetDevice(state, user, name);
  return {};
}
