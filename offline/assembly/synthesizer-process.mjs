// A process of its own for one synthesis: fresh modules each time, so that no state of the last one stays. It may be
// started ahead: then it loads what every synthesis loads (two seconds of CPU) and waits for its job on standard input.
// Plain JavaScript, because the app's own tsx is what translates here.
import childProcess from 'node:child_process';
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// The app's own place stands below many of the CDK's.
Error.stackTraceLimit = 60;

const { app, preload, report } = JSON.parse(process.argv[2]);
const require = createRequire(path.join(app, 'package.json'));
const reads = new Set();
recordReads();

for (const name of preload) {
  try {
    await import(pathToFileURL(require.resolve(name)).href);
  } catch {
    // The app does without it, or its definition says more clearly what is missing.
  }
}
for (const file of fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')).modules : []) {
  try {
    require(file);
  } catch {
    // It was loaded in another way, or is gone since.
  }
}

// Nothing else is to happen until the job is there, so the wait may block; an end without a job ends this process.
const text = fs.readFileSync(0, 'utf8');
if (text === '') process.exit(0);
const job = JSON.parse(text);
Object.assign(process.env, job.env);
process.argv.splice(1, 2, job.entry);
pretendLockfile(job.lockfile);
nameBundles();
skipForeignBuilds();
process.on('exit', () => {
  const loaded = Object.keys(require.cache).filter((file) => file.includes(`${path.sep}node_modules${path.sep}`));
  fs.writeFileSync(job.report, JSON.stringify({ reads: [...reads], modules: loaded }));
});
await import(pathToFileURL(job.entry).href);

/** Notes files and folders that definitions read beside importing: schemas, handlers, folders that become assets. */
function recordReads() {
  for (const name of ['readFileSync', 'openSync', 'readdirSync', 'copyFileSync', 'cpSync']) {
    const original = fs[name];
    fs[name] = function recorded(file, ...rest) {
      if (typeof file === 'string' || file instanceof URL)
        reads.add(file instanceof URL ? file.pathname : path.resolve(file));
      return original.call(this, file, ...rest);
    };
  }
  syncBuiltinESMExports();
}

/** The CDK asks for a lockfile before it bundles, and reads it only where it installs packages. */
function pretendLockfile(lockfile) {
  if (!lockfile) return;
  const original = fs.existsSync;
  fs.existsSync = (file) => file === lockfile || original(file);
  syncBuiltinESMExports();
}

/** The CDK says which asset it is about to bundle; the bundler's script notes it with the run. */
function nameBundles() {
  const write = process.stderr.write;
  process.stderr.write = function named(chunk, ...rest) {
    const [, asset] = /^Bundling asset (\S+)\/Stage\.\.\.$/m.exec(String(chunk)) ?? [];
    if (asset) process.env.OFFLINE_BUNDLE_ASSET = asset;
    return write.call(this, chunk, ...rest);
  };
}

/**
 * Functions in Python and Go are refused once the app is known; its author shall read that rather than the failure of a
 * compiler or package manager which this machine may not have.
 */
function skipForeignBuilds() {
  const isForeign = (command) => /\b(pip3?|uv|poetry)\b.*\binstall\b|\bgo\s+build\b/.test(command);
  const { execSync, spawnSync } = childProcess;
  childProcess.execSync = (command, ...rest) => (isForeign(command) ? skipped(command) : execSync(command, ...rest));
  childProcess.spawnSync = (command, args, ...rest) => {
    const whole = [command, ...(Array.isArray(args) ? args : [])].join(' ');
    if (!isForeign(whole)) return spawnSync(command, args, ...rest);
    const output = skipped(whole);
    return { pid: 0, status: 0, signal: null, stdout: output, stderr: output, output: [null, output, output] };
  };
  syncBuiltinESMExports();
}

function skipped(command) {
  const [, target] = /\s(?:-t|--target|-o)[\s=](\S+)/.exec(command) ?? [];
  // The CDK takes an empty folder for a failure.
  if (target && fs.existsSync(target)) fs.writeFileSync(path.join(target, 'NOT_BUILT_OFFLINE'), command);
  else if (target) fs.writeFileSync(target, command);
  return Buffer.alloc(0);
}
