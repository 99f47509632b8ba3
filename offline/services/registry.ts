import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { OfflineError } from '../kernel/errors.ts';
import type { OfflineService } from '../kernel/service.ts';
import { compareText } from '../kernel/text-order.ts';

/** Applied first to last: what others read at their own application comes before them. */
const ORDER = [
  'ssm',
  'secrets',
  'sts',
  'dynamodb',
  's3',
  'sqs',
  'events',
  'lambda',
  'cognito',
  'cognito-identity',
  'appsync',
];

const isService = (value: unknown): value is OfflineService =>
  typeof value === 'object' && value !== null && 'create' in value && 'route' in value && 'resources' in value;

/** Every folder of services/ is a service: the one export of its index.ts that is one. Adding a folder adds it. */
export async function loadServices(folder: string = import.meta.dirname): Promise<OfflineService[]> {
  const names = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'index.ts')));
  const services = await Promise.all(names.map((name) => load(folder, name)));
  return services.sort((left, right) => rank(left) - rank(right) || compareText(left.name, right.name));
}

const rank = ({ name }: OfflineService) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

async function load(folder: string, name: string): Promise<OfflineService> {
  const file = path.join(folder, name, 'index.ts');
  // Told in this way, our own are found where all is bundled into one file.
  const isOwn = folder === import.meta.dirname;
  const exported: unknown = await (isOwn ? import(`./${name}/index.ts`) : import(pathToFileURL(file).href));
  const service = Object.values(exported ?? {}).find(isService);
  if (!service) throw new OfflineError(`${file} exports no service.`, 'Export one that satisfies OfflineService.');
  return service;
}
