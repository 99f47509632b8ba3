import path from 'node:path';
import type { Dialect, Fragment, PendingRelation, Reference, SourceFile } from '../dialect.ts';
import type { Component, SystemEvent } from '../schema.ts';
import type { Node } from '../syntax/node.ts';
import { isStructured, parseFile } from '../syntax/parse.ts';
import { type Call, callsOf } from './calls.ts';
import { stateProperties } from './properties.ts';
import { relationOf } from './relations.ts';
import { isDefinition, statesOf } from './states.ts';

/** Definitions in Amazon States Language in files of their own. What a template includes, the template reads. */
export const stepFunctions: Dialect = {
  id: 'step-functions',
  accepts: ({ path: name, text }) =>
    (isStructured(name) || /\.asl$/i.test(name)) && /\bStartAt\b/.test(text) && /\bStates\b/.test(text),
  read: readDefinition,
};

const plainText = (node: Node | undefined) =>
  node?.kind === 'scalar' && node.value !== null ? String(node.value) : undefined;

function readDefinition(file: SourceFile): Fragment {
  const { root, problems } = parseFile(file);
  // A template that holds a definition is read as a template.
  if (!isDefinition(root)) return { unreadable: /\bResources\b/.test(file.text) ? [] : problems };
  const id = path.posix.basename(file.path).replace(/(?:\.asl)?\.(?:json|ya?ml)$|\.asl$/i, '');
  const states = statesOf(root);
  const source = { file: file.path, line: root.line };
  const component: Component = {
    id,
    kind: 'state-machine',
    type: 'Amazon States Language',
    name: id,
    properties: stateProperties(states, file.path, plainText),
    source,
    confidence: 0.9,
  };
  const calls = states.flatMap((state) => callsOf(state, plainText));
  const pending = calls.map((call): PendingRelation => {
    const at = { file: file.path, line: call.line };
    return { from: { kind: 'id', id }, to: guess(call), kind: relationOf(call), source: at, confidence: 0.6 };
  });
  const events = calls.flatMap(({ eventNames, line }): SystemEvent[] =>
    eventNames.map((name) => ({
      name,
      producer: id,
      consumer: null,
      source: { file: file.path, line },
      confidence: 1,
    })),
  );
  return { components: [component], pending, events, unreadable: problems };
}

/** `${ChargeFunctionArn}` most likely stands for what is called ChargeFunction. */
function guess({ target }: Call): Reference {
  const name = /^\$\{(\w+?)(?:Arn|Name|Url)?\}$/.exec(target)?.[1];
  return { kind: 'name', name: name ?? target.replace(/:\$LATEST$/, '') };
}
