// Starts one of the project's TypeScript commands. Plain JavaScript for any Node from 20.9: installs what is missing,
// then hands over to a Node that is new enough (≥ 22.13: node:sqlite, type stripping), the machine's or the lockfile's.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isInstalled } from './installed.mjs';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const stamp = path.join(root, 'node_modules', '.installed-lockfile');

const [script, ...options] = process.argv.slice(2);
if (!script) fail('usage: node scripts/launch.mjs SCRIPT [OPTIONS]');

install();
run(nodeBinary());

function install() {
  const lockfile = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return;
  if (isInstalled(root)) return writeFileSync(stamp, lockfile);
  console.error('Installing packages (npm ci); this takes a minute or two, once …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    fail(
      'npm ci failed (its messages are above). Check that the npm registry is reachable, then run the command again.',
    );
  writeFileSync(stamp, lockfile);
}

function nodeBinary() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 13)) return process.execPath;
  const bundled = path.join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(bundled)) return bundled;
  fail(
    `Node ${process.version} is too old and none is packaged for ${process.platform}-${process.arch}. Install Node 24 (or ≥ 22.13) and run the command again.`,
  );
}

function run(node) {
  const child = spawn(
    node,
    ['--disable-warning=ExperimentalWarning', '--experimental-strip-types', path.join(root, script), ...options],
    {
      stdio: 'inherit',
      // Children find the same Node first.
      env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` },
    },
  );
  // A terminal sends Ctrl-C to the whole group, so the child has it too; a program may have sent it to this process alone.
  process.on('SIGINT', () => setTimeout(() => child.kill('SIGTERM'), 500).unref());
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm ends on SIGTERM without a word to its script: whoever lost its parent has nobody to work for.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1000).unref();
  child.on('error', (error) => fail(`cannot start ${node}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
