/**
 * The script that prepares a realm for resolver code. It gets the host's `bridge` and keeps it to itself: the code
 * sees only functions of its own realm, and values cross as JSON text, so that nothing of Node can be reached.
 *
 * `tellsPlaces`: where in the code something was logged or failed is told too, as a stack.
 *
 * Answers of the bridge: `{"value":…}`, `{"ended":true}` after `util.error` and its like, `{"failed":"reason"}`.
 */
export const REALM_SCRIPT = `(function (bridge, modulesJson, limit, tellsPlaces) {
  'use strict';
  const { parse, stringify } = JSON;
  const { defineProperty, entries } = Object;
  const here = globalThis;
  const RealmError = Error;
  const ENDED = {};
  let turns = 0;
  const tick = () => {
    if (++turns > limit) throw new RealmError('The code takes too many turns; it seems not to end.');
  };
  const ask = (module, path, payload) => {
    let answer;
    try {
      answer = parse(bridge(module, path, payload));
    } catch {
      throw new RealmError('Maximum call stack size exceeded');
    }
    if (answer.ended) throw ENDED;
    if (answer.failed !== undefined) throw new RealmError(answer.failed);
    return answer.value;
  };
  // A key whose value is undefined counts as null on AppSync.
  const nullForUndefined = (key, value) => (value === undefined ? null : value);
  const makeFunction = (module, path) => (...args) => ask(module, path, stringify(args, nullForUndefined));
  const makeTable = (module, shape, parents) => {
    const table = {};
    for (const [name, inner] of entries(shape)) {
      const path = parents === '' ? name : parents + '.' + name;
      table[name] = inner === 1 ? makeFunction(module, path) : makeTable(module, inner, path);
    }
    return table;
  };
  const modules = {};
  for (const [name, shape] of entries(parse(modulesJson))) modules[name] = makeTable(name, shape, '');
  const show = (value) => stringify(value) ?? String(value);
  const { apply } = Reflect;
  // Node formats a stack by functions of this realm.
  let isFormatting = false;
  const stackOf = (error) => {
    isFormatting = true;
    const stack = String(error.stack);
    isFormatting = false;
    return stack;
  };
  const logger = (level) => (...values) => {
    const place = tellsPlaces ? stackOf(new RealmError('')) : '';
    ask('console', level, stringify([values.map(show).join(' '), place]));
  };
  const info = logger('INFO');
  const console = { log: info, info, warn: logger('WARN'), error: logger('ERROR'), debug: logger('DEBUG') };
  for (const name of ['apply', 'bind', 'call']) {
    const original = Function.prototype[name];
    defineProperty(Function.prototype, name, {
      value(...args) {
        if (isFormatting) return apply(original, this, args);
        throw new RealmError('Invalid function: ' + name);
      },
    });
  }
  const makeContext = (touched) => {
    const context = {};
    const lazy = (name, source) => {
      defineProperty(context, name, {
        enumerable: true,
        configurable: true,
        get() {
          touched.add(source);
          const value = source === name ? ask('context', name, '') : context[source];
          defineProperty(context, name, { value, writable: true, enumerable: true, configurable: true });
          return value;
        },
        set(value) {
          touched.add(source);
          defineProperty(context, name, { value, writable: true, enumerable: true, configurable: true });
        },
      });
    };
    for (const name of parse(bridge('context', 'names', '')).value) lazy(name, name);
    lazy('args', 'arguments');
    return context;
  };
  for (const name of ['eval', 'Function', 'Promise', 'Proxy', 'Reflect', 'WebAssembly', 'SharedArrayBuffer', 'Atomics',
    'WeakRef', 'FinalizationRegistry', 'Date', 'globalThis', 'console']) delete here[name];
  let pending = () => '';
  const invoke = (module, handler) => {
    turns = 0;
    const touched = new Set();
    const context = makeContext(touched);
    const answer = {};
    try {
      const code = module(modules, tick, console);
      if (typeof code[handler] !== 'function') answer.failed = 'The code exports no function ' + handler + '.';
      else answer.value = code[handler](context);
    } catch (error) {
      if (error !== ENDED) {
        const isError = error && typeof error === 'object' && 'message' in error;
        answer.failed = String(isError ? error.message : error);
        if (tellsPlaces && isError) answer.place = stackOf(error);
      }
    }
    if (touched.has('stash')) answer.stash = context.stash;
    try {
      return stringify(answer);
    } catch (error) {
      return stringify({ failed: String(error.message) });
    }
  };
  return {
    invoke,
    prepare(module, handler) {
      pending = () => invoke(module, handler);
    },
    run: () => pending(),
  };
})`;
