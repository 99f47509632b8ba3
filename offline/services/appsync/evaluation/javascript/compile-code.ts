import type { EvaluationSource, Outcome, ResolverCode, ResolverContext } from '../contract.ts';
import { finishRun, RaisedError, type Run, realSource, startRun } from '../run.ts';
import { isRecord, setOwn } from '../util/values.ts';
import { instrumentCode } from './instrument-code.ts';
import { Realm, type RealmAnswer } from './realm.ts';

const ERROR_TYPE = 'Code';

/**
 * Compiles `APPSYNC_JS` code: an ES module that exports `request` and `response`. Its realm is made at the first call;
 * each call runs the module anew, so that nothing is carried from one request to the next.
 *
 * A handler that returns nothing evaluates to the value `undefined`. The context's stash is changed in place.
 *
 * What `validateCode` finds fault with fails at the first call.
 */
export function compileCode(
  code: string,
  options: {
    name: string;
    source?: EvaluationSource;
    /** Whether logs and failures tell where in the code, as EvaluateCode shows them. */
    tellsPlaces?: boolean;
  },
): ResolverCode {
  const source = options.source ?? realSource;
  let realm: Realm | undefined;
  const evaluate = (handler: 'request' | 'response', context: ResolverContext) => {
    const run = startRun(context, source);
    return finishRun(run, ERROR_TYPE, () => {
      realm ??= new Realm(instrumentCode(code), options.name, options);
      return call(realm, run, handler);
    });
  };
  return {
    request: (context) => evaluate('request', context),
    response: (context) => evaluate('response', context),
  };
}

function call(realm: Realm, run: Run, handler: 'request' | 'response'): Outcome {
  const answer = realm.call(run, handler, (given) => {
    replaceStash(run.context.stash, given);
  });
  if (answer.failed !== undefined) {
    const place = answer.place === undefined ? undefined : realm.placeOf(answer.place);
    const message = place ? `code.js:${place.line}:${place.column}: ${answer.failed}` : answer.failed;
    throw new RaisedError({ message, errorType: ERROR_TYPE });
  }
  return { kind: 'value', value: answer.value };
}

function replaceStash(stash: Record<string, unknown>, { stash: left }: RealmAnswer): void {
  if (!isRecord(left)) return;
  for (const key of Object.keys(stash)) if (!Object.hasOwn(left, key)) Reflect.deleteProperty(stash, key);
  for (const [key, value] of Object.entries(left)) setOwn(stash, key, value);
}
