import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { OfflineError } from './kernel/errors.ts';

/** Runs `<app>/amplify/seed/seed.ts` against the running backend; answers its exit code. */
export async function runSeed(input: { app: string; port: number; outputsFile: string }): Promise<number> {
  const { app, port, outputsFile } = input;
  const script = path.join(app, 'amplify/seed/seed.ts');
  if (!existsSync(script))
    throw new OfflineError(`${script} does not exist.`, 'Write one, or name the app with --app DIR.');
  const health = await fetch(`http://127.0.0.1:${port}/_offline/health`).catch(() => undefined);
  if (!health?.ok) {
    throw new OfflineError(
      `No offline backend answers on port ${port}.`,
      'Start it with `npm run offline`, or name its port with --port N.',
    );
  }
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--experimental-strip-types', script],
    {
      cwd: app,
      stdio: 'inherit',
      env: { ...process.env, ...clientEnvironment(port), AMPLIFY_OUTPUTS: outputsFile },
    },
  );
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}

/** Variables that make stock AWS clients call the backend on `port` as its administrator. */
const clientEnvironment = (port: number): Record<string, string> => ({
  // An IP address: the S3 client would put a bucket's name before `localhost`.
  AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `http://127.0.0.1:${port}`,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'offline',
  AWS_SECRET_ACCESS_KEY: 'offline',
});
