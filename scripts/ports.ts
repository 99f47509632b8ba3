import { createServer } from 'node:net';

/** A port number from an environment variable. @throws Error naming variable and remedy. */
export function portFrom(variable: string, fallback: number): number {
  const text = process.env[variable];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`${variable}=${text} is no port. Give it a number from 1 to 65535.`);
  }
  return port;
}

/** @throws Error naming the port and the variable that chooses another, when something listens there. */
export async function requireFreePort(port: number, variable: string): Promise<void> {
  const isTaken = await new Promise<boolean>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(true);
      else reject(new Error(`Port ${port} cannot be used: ${error.message}. Choose another with ${variable}=N.`));
    });
    probe.listen({ port, host: '127.0.0.1' }, () => probe.close(() => resolve(false)));
  });
  if (isTaken) {
    throw new Error(
      `Port ${port} is taken by another program. Stop that program, or choose another port: ${variable}=N npm start`,
    );
  }
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address) resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}
