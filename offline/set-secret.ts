import { claim } from './data-folder.ts';
import { Bus } from './kernel/bus.ts';
import { Clock } from './kernel/clock.ts';
import { OfflineError } from './kernel/errors.ts';
import { PolicyStore } from './kernel/iam.ts';
import { ServiceSet } from './service-set.ts';

const ACCOUNT = '123456789012';

/**
 * Sets a value of `secret(name)`: through the backend that runs on the data folder, else in its files. Answers a sentence.
 * @throws OfflineError when neither is possible
 */
export async function setSecret(input: {
  name: string;
  value: string;
  port: number;
  dataFolder: string;
}): Promise<string> {
  const { name, value, port, dataFolder } = input;
  if (value === '') throw new OfflineError(`The value of ${name} is empty.`, 'Give it on standard input.');
  const response = await fetch(`http://127.0.0.1:${port}/_offline/secrets`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ [name]: value }),
  }).catch(() => undefined);
  if (response?.ok) return `${name} is set on port ${port}; the next start of a function sees it.`;

  const held = claim(dataFolder, { pid: process.pid, port: 0, app: '', startedAt: new Date().toISOString() });
  const bus = new Bus();
  const services = new ServiceSet({
    ...{ clock: new Clock(), bus, policies: new PolicyStore(ACCOUNT), dataFolder },
    ...{ endpoint: `http://localhost:${port}`, region: 'us-east-1', account: ACCOUNT },
    asset: () => {
      throw new OfflineError('No app is loaded.', 'Start the backend first.');
    },
  });
  try {
    await services.create();
    bus.port('ssm').setSecret(name, value);
  } finally {
    await services.close();
    held.release();
  }
  return `${name} is set in ${dataFolder}; the next start sees it.`;
}
