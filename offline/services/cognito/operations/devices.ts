import { z } from 'zod';
import { sessionOperation, tokenInput } from '../access.ts';
import { invalidParameter, notFound } from '../faults.ts';

// Devices are remembered only in pools with a DeviceConfiguration, which is reported as not honoured; so here no one has any.
const paging = { Limit: z.number().int().optional(), PaginationToken: z.string().nullish() };
const deviceInput = tokenInput.extend({ DeviceKey: z.string() });

export const listDevices = sessionOperation(tokenInput.extend(paging), () => ({ Devices: [] }));

export const confirmDevice = sessionOperation(deviceInput, () => {
  throw invalidParameter('The user pool is not configured for device tracking.');
});

const unknownDevice = sessionOperation(deviceInput, () => {
  throw notFound('Device does not exist.');
});
export const getDevice = unknownDevice;
export const updateDeviceStatus = unknownDevice;
export const forgetDevice = sessionOperation(
  z.object({ AccessToken: z.string(), DeviceKey: z.string().optional() }),
  () => {
    throw notFound('Device does not exist.');
  },
);
