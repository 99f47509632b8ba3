/** `src/main.js` */
export function renderMain(server: { factory: string; module: string }): string {
  return String.raw`import { randomBytes } from 'node:crypto';
import { createApplication } from './application.js';
import { ${server.factory} } from '${server.module}';

const port = Number(process.env.PORT ?? 8080);
const secret = process.env.APP_SECRET ?? randomBytes(32).toString('hex');
const stopAfterMilliseconds = 10000;
const purgeEveryMilliseconds = 3600000;

const application = createApplication({ secret, region: process.env.REGION });
const server = ${server.factory}(application, (error) => console.error(error));

const purging = setInterval(() => application.purge(), purgeEveryMilliseconds);

let isStopping = false;

/** Takes no more requests, finishes those at work and what the queue has begun. */
async function stop() {
  if (isStopping) return;
  isStopping = true;
  clearInterval(purging);
  setTimeout(() => process.exit(1), stopAfterMilliseconds).unref();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await closed;
  const left = await application.stop();
  console.log('Stopped. Messages that were not handled: ' + left + '.');
}

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

server.on('error', (error) => {
  console.error('Cannot listen on port ' + port + ': ' + error.message + '. Choose another with PORT.');
  process.exitCode = 1;
  clearInterval(purging);
});

server.listen(port, '127.0.0.1', () => {
  for (const warning of application.warnings) console.log('Warning: ' + warning);
  console.log('Listening on http://127.0.0.1:' + server.address()?.port);
  if (process.env.APP_SECRET === undefined) {
    console.log('APP_SECRET is not set, so this token for development holds for an hour and until the end of the process:');
    console.log(application.identity.issue({ id: 'developer', roles: application.roles }));
  }
});
`;
}

/** `src/issue-token.js` */
export const issueTokenSource = String.raw`import { createIdentity } from './platform/identity.js';

const [id, ...roles] = process.argv.slice(2);

if (id === undefined || process.env.APP_SECRET === undefined) {
  console.error('Usage: APP_SECRET=... node src/issue-token.js <person> [role ...]');
  process.exitCode = 1;
} else {
  const identity = createIdentity({ secret: process.env.APP_SECRET, now: () => new Date() });
  console.log(identity.issue({ id, roles }));
}
`;
