// Whether node_modules holds what the lockfile says, by npm's own record of what it installed last. Plain JavaScript for
// any Node from 20.9: it runs before anything is installed.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * npm writes `node_modules/.package-lock.json` when an installation is complete. It agrees with the lockfile where each
 * package is the same one and none is missing but those for other machines.
 *
 * @param {string} root
 * @param {{ platform: string, arch: string }} machine
 */
export function isInstalled(root, machine = process) {
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const found = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !found) return false;
  const names = Object.keys(wanted).filter((name) => name !== '');
  return (
    Object.keys(found).every((name) => Object.hasOwn(wanted, name)) &&
    names.every((name) =>
      Object.hasOwn(found, name) ? isSame(wanted[name], found[name]) : isForOthers(wanted[name], machine),
    )
  );
}

const isSame = (one, other) =>
  one.version === other.version && one.resolved === other.resolved && one.integrity === other.integrity;

/** Optional, and not for this machine, or with such a one: what only belongs to it says no machine. */
const isForOthers = ({ optional = false, os, cpu, libc }, { platform, arch }) =>
  optional && (libc !== undefined || (!os && !cpu) || !isFor(os, platform) || !isFor(cpu, arch));

const isFor = (list, own) =>
  !list || (!list.includes(`!${own}`) && (list.every((one) => one.startsWith('!')) || list.some((one) => one === own)));

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
