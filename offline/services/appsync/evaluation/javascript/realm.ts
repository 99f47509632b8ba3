import { createContext, runInContext, Script } from 'node:vm';
import type { ResolverContext } from '../contract.ts';
import { EarlyReturn, RaisedError, type Run } from '../run.ts';
import { type FunctionTable, findFunction } from '../util/function-table.ts';
import { CODE_MODULES, log, shapeOf } from './code-modules.ts';
import type { InstrumentedCode, Place } from './instrument-code.ts';
import { REALM_SCRIPT } from './realm-script.ts';

/** Loop turns and calls of one evaluation at most. */
const TURN_LIMIT = 5_000_000;
/** Milliseconds for code with regular expressions, whose time no count of turns bounds. */
const PATTERN_TIMEOUT = 1000;

/** What an evaluation may give, as AppSync's quota has it. */
const LARGEST_ANSWER = 5 * 1024 * 1024;

type Bridge = (module: string, path: string, payload: string) => string;

type OpenRealm = (bridge: Bridge, shapes: string, limit: number, tellsPlaces: boolean) => RealmApi;

type RealmApi = {
  invoke: (module: unknown, handler: string) => string;
  prepare: (module: unknown, handler: string) => void;
  run: () => string;
};

/** What the handler left: its value, or why it failed; the stash if it was touched. */
export type RealmAnswer = { value?: unknown; failed?: string; place?: string; stash?: unknown };

const CONTEXT_NAMES = [
  'arguments',
  'identity',
  'source',
  'request',
  'info',
  'stash',
  'prev',
  'result',
  'error',
  'env',
] as const satisfies (keyof ResolverContext)[];

const SHAPES = JSON.stringify(shapeOf(CODE_MODULES));
let realmScript: Script | undefined;
const runScript = new Script('__appsync_run__()', { filename: 'code.js' });

/** A global scope of its own for one resolver's code. */
export class Realm {
  readonly #api: RealmApi;
  readonly #module: unknown;
  readonly #context: object;
  readonly #code: InstrumentedCode;
  readonly #name: string;
  #run: Run | undefined;
  #ended: RaisedError | EarlyReturn | undefined;

  constructor(code: InstrumentedCode, name: string, options: { tellsPlaces?: boolean } = {}) {
    this.#code = code;
    this.#name = name;
    this.#context = createContext({}, { name, codeGeneration: { strings: false, wasm: false } });
    realmScript ??= new Script(REALM_SCRIPT, { filename: 'appsync-runtime.js' });
    const open = realmScript.runInContext(this.#context) as OpenRealm;
    const bridge: Bridge = (module, path, payload) => this.#answer(module, path, payload);
    this.#api = open(bridge, SHAPES, TURN_LIMIT, options.tellsPlaces ?? false);
    Object.defineProperty(this.#context, '__appsync_run__', { value: this.#api.run });
    this.#module = runInContext(code.script, this.#context, { filename: `${name}.js` });
  }

  /**
   * Calls the exported `handler`.
   *
   * @throws RaisedError or EarlyReturn when the code ended through `util` or `runtime`, after `answer` was taken over.
   */
  call(run: Run, handler: 'request' | 'response', takeOver: (answer: RealmAnswer) => void): RealmAnswer {
    this.#run = run;
    this.#takeEnded();
    const text = this.#invoke(handler);
    if (text.length > LARGEST_ANSWER) return { failed: 'The evaluated code gives more than 5 MB.' };
    const answer = JSON.parse(text) as RealmAnswer;
    takeOver(answer);
    const ended = this.#takeEnded();
    if (ended) throw ended;
    return answer;
  }

  /** Where in the source the code stood that such a stack tells of. */
  placeOf(stack: string): Place | undefined {
    const frame = stack.split('\n').find((line) => line.includes(`${this.#name}.js:`));
    const [, line, column] = /:(\d+):(\d+)\)?$/.exec(frame ?? '') ?? [];
    return line && column ? this.#code.locate(Number(line), Number(column)) : undefined;
  }

  #takeEnded(): RaisedError | EarlyReturn | undefined {
    const ended = this.#ended;
    this.#ended = undefined;
    return ended;
  }

  #invoke(handler: 'request' | 'response'): string {
    if (!this.#code.usesPatterns) return this.#api.invoke(this.#module, handler);
    this.#api.prepare(this.#module, handler);
    return String(runScript.runInContext(this.#context, { timeout: PATTERN_TIMEOUT }));
  }

  #answer(module: string, path: string, payload: string): string {
    const run = this.#run;
    if (!run) return '{"failed":"The code is not being evaluated."}';
    if (module === 'context') return contextAnswer(run.context, path);
    try {
      const args = JSON.parse(payload) as unknown[];
      if (module === 'console') {
        const place = this.placeOf(String(args[1]));
        log(run, place ? `${path} - ${this.#name}.js:${place.line}:${place.column}: ${String(args[0])}` : args[0]);
        return '{}';
      }
      const table: FunctionTable[string] | undefined = CODE_MODULES[module];
      const found = typeof table === 'object' ? findFunction(table, path.split('.')) : undefined;
      if (!found) return JSON.stringify({ failed: `${path} is not a function` });
      return JSON.stringify({ value: found(run, ...args) ?? null });
    } catch (error) {
      if (error instanceof RaisedError || error instanceof EarlyReturn) {
        this.#ended ??= error;
        return '{"ended":true}';
      }
      return JSON.stringify({ failed: error instanceof Error ? error.message : String(error) });
    }
  }
}

const NAMES_ANSWER = JSON.stringify({ value: CONTEXT_NAMES });

function contextAnswer(context: ResolverContext, name: string): string {
  if (name === 'names') return NAMES_ANSWER;
  const known = CONTEXT_NAMES.find((candidate) => candidate === name);
  return known ? JSON.stringify({ value: context[known] ?? null }) : '{}';
}
