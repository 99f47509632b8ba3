// Runs inside one execution environment (a worker thread or a child process): loads the function's unmodified bundle and
// answers one event at a time, as AWS's Node runtime does. Plain JavaScript, so that it starts without a compiler.
import nodeModule from 'node:module';
import { getHeapStatistics } from 'node:v8';
import { openChannel } from './runtime-channel.mjs';
import { captureOutput, logError } from './runtime-logging.mjs';
import { loadHandler, named, provideModules } from './runtime-modules.mjs';
import { isStreaming, provideStreaming, streamTo } from './runtime-streaming.mjs';

const channel = openChannel();
const settings = await channel.settings;
const { AWS_LAMBDA_FUNCTION_NAME: functionName, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: memory } = process.env;
/** From Node 24 on there are no callbacks: what a handler returns is the answer. */
const hasCallbacks = Number(/^nodejs(\d+)/.exec(settings.runtime ?? '')?.[1] ?? 22) < 24;

/** The event in work, for log lines and crashes. */
let current;
let whenIdle;

captureOutput(channel, settings, () => current?.requestId);
process.on('uncaughtException', (error) => {
  logError('Uncaught Exception', describe(error));
  crash(describe(error));
});
process.on('unhandledRejection', (reason) => {
  const text = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
  const error = { ...describe(reason), errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: text };
  logError('Unhandled Promise Rejection', { ...error, reason: describe(reason) });
  crash(error);
});
process.on('beforeExit', () => {
  const idle = whenIdle;
  whenIdle = undefined;
  // Listens again, so that the environment outlives its event.
  if (idle) channel.hold();
  idle?.();
});

try {
  provideModules(settings);
  provideStreaming();
  nodeModule.enableCompileCache?.(settings.compileCache);
  const handler = await loadHandler(settings);
  if (!hasCallbacks && handler.length >= 3 && !isStreaming(handler)) {
    throw named(
      'Runtime.CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  channel.onEvent((event) => void answer(handler, event));
  channel.post({ type: 'ready' });
} catch (error) {
  logError('Uncaught Exception', describe(error));
  channel.post({ type: 'initFailed', error: describe(error) });
}

async function answer(handler, event) {
  current = event;
  process.env._X_AMZN_TRACE_ID = event.traceId;
  try {
    const parsed = JSON.parse(event.payload);
    const context = contextOf(event);
    if (isStreaming(handler)) {
      await streamTo(channel, handler, parsed, context);
      done(undefined);
      return;
    }
    const result = await call(handler, parsed, context);
    let payload;
    try {
      payload = JSON.stringify(result) ?? 'null';
    } catch (cause) {
      throw named('Runtime.MarshalError', `Unable to stringify response body: ${cause.message}`);
    }
    done(payload);
  } catch (error) {
    endIfOutOfMemory(error);
    logError('Invoke Error', describe(error));
    channel.post({ type: 'failed', error: describe(error), usedBytes: usedBytes() });
  } finally {
    whenIdle = undefined;
    channel.hold();
  }
}

const done = (payload) => channel.post({ type: 'done', payload, usedBytes: usedBytes() });

const usedBytes = () => getHeapStatistics().used_heap_size + process.memoryUsage().arrayBuffers;

/** Calls a handler of any of the kinds that its runtime takes: promise, plain value, callback, `context.done`. */
function call(handler, event, context) {
  return new Promise((resolve, reject) => {
    if (!hasCallbacks) {
      context.succeed = context.fail = context.done = undefined;
      whenIdle = () => reject(unsettled());
      channel.release();
      Promise.resolve(handler(event, context)).then(resolve, reject);
      return;
    }
    // What is called back waits until nothing is left to do, unless the handler says otherwise.
    const settle = (run) => {
      if (context.callbackWaitsForEmptyEventLoop === false) run();
      else whenIdle = run;
    };
    const callback = (error, value) =>
      settle(() => (error === undefined || error === null ? resolve(value) : reject(error)));
    context.done = callback;
    context.succeed = (value) => callback(null, value);
    context.fail = (error) => callback(error ?? 'handled');
    const isAsync = handler.constructor?.name === 'AsyncFunction';
    whenIdle = () => (isAsync ? reject(unsettled()) : resolve(null));
    channel.release();
    const returned = handler(event, context, callback);
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
  });
}

const unsettled = () =>
  named(
    'Runtime.NodeJsExit',
    'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was not settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
  );

const contextOf = (event) => ({
  callbackWaitsForEmptyEventLoop: true,
  functionVersion: '$LATEST',
  functionName,
  memoryLimitInMB: memory,
  logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
  clientContext: event.clientContext ? JSON.parse(event.clientContext) : undefined,
  identity: undefined,
  invokedFunctionArn: event.invokedArn ?? settings.functionArn,
  awsRequestId: event.requestId,
  getRemainingTimeInMillis: () => Math.max(0, event.deadline - Date.now()),
});

function describe(error) {
  if (error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)) {
    const trace = typeof error.stack === 'string' ? error.stack.split('\n') : [];
    return { errorType: error.name ?? 'Error', errorMessage: String(error.message), trace };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

/** Where the system refused memory, the environment ends as on AWS: a function that goes on would be at home only. */
function endIfOutOfMemory(error) {
  if (!channel.isProcess || !(error instanceof RangeError)) return;
  if (/allocat/i.test(error.message)) process.kill(process.pid, 'SIGKILL');
}

function crash(error) {
  endIfOutOfMemory(error);
  channel.post({ type: 'crashed', error });
  process.exit(1);
}
