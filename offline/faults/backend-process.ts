// The services alone, on a given folder and port, to be killed: `node backend-process.ts FOLDER PORT`.
import { startServices } from '../kernel/testing.ts';
import { loadServices } from '../services/registry.ts';
import { POLICIES, RESOURCES } from './resources.ts';

const [folder, port] = process.argv.slice(2);
const services = await startServices(await loadServices(), {
  folder,
  port: Number(port),
  resources: RESOURCES,
  assets: import.meta.dirname,
  policies: POLICIES,
});
process.stdout.write(`ready ${services.endpoint}\n`);
