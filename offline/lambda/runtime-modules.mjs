// Finds and loads the function's handler, and what it may import beside its bundle.
import { existsSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export function named(name, message, cause) {
  return Object.assign(new Error(message, { cause }), { name });
}

export async function loadHandler({ taskRoot, handler: handlerName }) {
  const dot = handlerName.indexOf('.', handlerName.lastIndexOf('/') + 1);
  if (dot === -1) throw named('Runtime.MalformedHandlerName', 'Bad handler');
  const [moduleName, exportName] = [handlerName.slice(0, dot), handlerName.slice(dot + 1)];
  const file = ['.js', '.mjs', '.cjs', ''].map((end) => path.join(taskRoot, `${moduleName}${end}`)).find(existsSync);
  if (!file) throw named('Runtime.ImportModuleError', `Error: Cannot find module '${moduleName}'`);
  let loaded;
  try {
    loaded = file.endsWith('.mjs') ? await import(pathToFileURL(file).href) : await loadPlain(file);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw named('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`, error);
    const isMissing = error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'MODULE_NOT_FOUND';
    if (isMissing) throw named('Runtime.ImportModuleError', `Error: ${error.message}`, error);
    throw error;
  }
  const found = member(loaded, exportName) ?? member(loaded.default, exportName);
  if (found === undefined) throw named('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  if (typeof found !== 'function') throw named('Runtime.HandlerNotFound', `${handlerName} is not a function`);
  return found;
}

const member = (value, name) => name.split('.').reduce((holder, part) => holder?.[part], value);

async function loadPlain(file) {
  try {
    return createRequire(file)(file);
  } catch (error) {
    if (error?.code !== 'ERR_REQUIRE_ASYNC_MODULE' && error?.code !== 'ERR_REQUIRE_ESM') throw error;
    return import(pathToFileURL(file).href);
  }
}

/** AWS's image brings the SDK and mounts layers: a bundle that left something out finds it in those, or in the app's own. */
export function provideModules({ packagesFrom, layers, runtime }) {
  const sdk = path.join(packagesFrom, 'package.json');
  const version = /^nodejs(\d+)/.exec(runtime ?? '')?.[1] ?? '';
  // A later layer covers an earlier one.
  const places = layers
    .toReversed()
    .flatMap((layer) => [path.join(layer, 'nodejs', `node${version}`), path.join(layer, 'nodejs')])
    .map((folder) => path.join(folder, 'package.json'));
  nodeModule.registerHooks?.({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (/^(\.|\/|node:|file:)/.test(specifier)) throw error;
        for (const parent of /^@(aws-sdk|smithy)\//.test(specifier) ? [...places, sdk] : places) {
          const found = resolveFrom(parent, specifier, context, next);
          if (found) return found;
        }
        throw error;
      }
    },
  });
}

function resolveFrom(parent, specifier, context, next) {
  try {
    // `require` goes by its module, whatever parent is named here.
    if (!context.conditions.includes('require')) {
      return next(specifier, { ...context, parentURL: pathToFileURL(parent).href });
    }
    const file = createRequire(parent).resolve(specifier);
    return { url: pathToFileURL(file).href, format: file.endsWith('.json') ? 'json' : 'commonjs', shortCircuit: true };
  } catch {
    return undefined;
  }
}
