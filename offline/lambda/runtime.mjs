// Runs inside one execution environment (a worker thread): loads the function's unmodified bundle and answers one event
// at a time, as AWS's Node runtime does. Plain JavaScript, so that a thread starts without a compiler.
import { existsSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';

const { taskRoot, handler: handlerName, packagesFrom, compileCache, functionArn, logFormat } = workerData;
const { AWS_LAMBDA_FUNCTION_NAME: functionName, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: memory } = process.env;

/** The event in work, for log lines and crashes. */
let current;

captureOutput();
process.on('uncaughtException', (error) => crash(describe(error)));
process.on('unhandledRejection', (reason) => {
  const text = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
  crash({ ...describe(reason), errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: text });
});

try {
  provideSdk();
  nodeModule.enableCompileCache?.(compileCache);
  const handler = await loadHandler();
  parentPort.on('message', (event) => void answer(handler, event));
  parentPort.postMessage({ type: 'ready' });
} catch (error) {
  parentPort.postMessage({ type: 'initFailed', error: describe(error) });
}

async function answer(handler, event) {
  current = event;
  process.env._X_AMZN_TRACE_ID = event.traceId;
  try {
    const result = await call(handler, event);
    let payload;
    try {
      payload = JSON.stringify(result) ?? 'null';
    } catch (cause) {
      throw named('Runtime.MarshalError', `Unable to stringify response body: ${cause.message}`);
    }
    parentPort.postMessage({ type: 'done', payload, usedHeap: getHeapStatistics().used_heap_size });
  } catch (error) {
    const description = describe(error);
    console.error('Invoke Error', JSON.stringify({ ...description, stack: description.trace }));
    parentPort.postMessage({ type: 'failed', error: description, usedHeap: getHeapStatistics().used_heap_size });
  }
}

/** Calls a handler of any of the kinds that AWS takes: promise, plain value, callback, `context.done`. */
function call(handler, event) {
  return new Promise((resolve, reject) => {
    const callback = (error, value) => (error === undefined || error === null ? resolve(value) : reject(error));
    const context = {
      callbackWaitsForEmptyEventLoop: true,
      functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: functionArn,
      memoryLimitInMB: memory,
      awsRequestId: event.requestId,
      logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
      logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
      identity: undefined,
      clientContext: event.clientContext ? JSON.parse(event.clientContext) : undefined,
      getRemainingTimeInMillis: () => Math.max(0, event.deadline - Date.now()),
      done: callback,
      succeed: resolve,
      fail: (error) => reject(error ?? 'handled'),
    };
    const returned = handler(JSON.parse(event.payload), context, callback);
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
    else if (handler.length < 3) resolve(returned);
  });
}

async function loadHandler() {
  const dot = handlerName.indexOf('.', handlerName.lastIndexOf('/') + 1);
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
  const handler = exportName.split('.').reduce((value, name) => value?.[name], loaded);
  const found = handler ?? exportName.split('.').reduce((value, name) => value?.[name], loaded.default);
  if (found === undefined) throw named('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  if (typeof found !== 'function') throw named('Runtime.HandlerNotFound', `${handlerName} is not a function`);
  return found;
}

async function loadPlain(file) {
  try {
    return createRequire(file)(file);
  } catch (error) {
    if (error?.code !== 'ERR_REQUIRE_ASYNC_MODULE' && error?.code !== 'ERR_REQUIRE_ESM') throw error;
    return import(pathToFileURL(file).href);
  }
}

/** AWS's image brings the SDK; here a bundle that left it out finds the app's own. */
function provideSdk() {
  const manifest = path.join(packagesFrom, 'package.json');
  nodeModule.registerHooks?.({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (!/^@(aws-sdk|smithy)\//.test(specifier)) throw error;
        // `require` goes by its module, whatever parent is named here.
        if (!context.conditions.includes('require')) {
          return next(specifier, { ...context, parentURL: pathToFileURL(manifest).href });
        }
        return {
          url: pathToFileURL(createRequire(manifest).resolve(specifier)).href,
          format: 'commonjs',
          shortCircuit: true,
        };
      }
    },
  });
}

/** Console and streams become log lines of the event in work, in the runtime's text or JSON form. */
function captureOutput() {
  const send = (text) => parentPort.postMessage({ type: 'log', text: text.replace(/\n$/, '') });
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk, encoding, callback) => {
      send(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
      const done = typeof encoding === 'function' ? encoding : callback;
      if (done) queueMicrotask(done);
      return true;
    };
  }
  const levels = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' };
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (...parts) => {
      const timestamp = new Date().toISOString();
      const requestId = current?.requestId;
      if (logFormat === 'JSON') send(JSON.stringify({ timestamp, level, requestId, message: format(...parts) }));
      else send(`${timestamp}\t${requestId ?? 'undefined'}\t${level}\t${format(...parts)}`);
    };
  }
}

function describe(error) {
  if (error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)) {
    const trace = typeof error.stack === 'string' ? error.stack.split('\n') : [];
    return { errorType: error.name ?? 'Error', errorMessage: String(error.message), trace };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function named(name, message, cause) {
  return Object.assign(new Error(message, { cause }), { name });
}

function crash(error) {
  parentPort.postMessage({ type: 'crashed', error });
  process.exit(1);
}
