import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { SuiteContext } from './suite.ts';

const git = (args: readonly string[], cwd?: string) =>
  execFileSync('git', [...args], {
    encoding: 'utf8',
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 28,
  }).trim();

/**
 * A work tree of a public repository in the cache, at one commit, with its packages installed from its own lockfile.
 * Undefined where it can neither be cloned nor is given by the caller.
 */
export function checkOut(
  { cache, source, say }: SuiteContext,
  { repository, commit }: { repository: string; commit: string },
): string | undefined {
  const folder = path.join(cache, `${repository.split('/').slice(-2).join('+')}@${commit.slice(0, 12)}`);
  if (existsSync(path.join(folder, '.ready'))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  try {
    say(`  fetching ${repository} at ${commit.slice(0, 12)}`);
    git(['clone', '--quiet', '--no-checkout', source ?? repository, folder]);
    git(['checkout', '--quiet', commit], folder);
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
  say('  installing its packages');
  install(folder);
  mkdirSync(path.join(folder, '.ready'));
  return folder;
}

/** By its lockfile; where the registry lacks a version that stands in there, by its ranges. */
function install(folder: string): void {
  const npm = (args: readonly string[]) =>
    spawnSync('npm', [...args, '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], {
      cwd: folder,
      stdio: 'ignore',
      env: { ...process.env, NODE_OPTIONS: '' },
    }).status === 0;
  if (npm(['ci'])) return;
  rmSync(path.join(folder, 'package-lock.json'), { force: true });
  if (!npm(['install', '--no-package-lock'])) {
    throw new Error(`The packages of ${folder} cannot be installed; run npm install there to see why.`);
  }
}

/** A copy of a checkout's part that a run may write into (snapshots that a suite updates). */
export function copyOf(folder: string, name: string): string {
  const copy = path.join(path.dirname(folder), name);
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const entry of readdirSync(folder)) {
    if (entry === '.git' || entry === 'node_modules') continue;
    cpSync(path.join(folder, entry), path.join(copy, entry), { recursive: true });
  }
  return copy;
}
