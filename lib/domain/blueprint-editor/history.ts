/** What was drawn, what can be taken back, and what can be done again. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** Of the latest change; changes of one group in a row are one to take back, as the letters of a word. */
  readonly group?: string | undefined;
}

/** So many changes can be taken back. */
const remembered = 200;

export function beginHistory<State>(present: State): History<State> {
  return { past: [], present, future: [] };
}

export function record<State>(history: History<State>, next: State, group?: string): History<State> {
  if (next === history.present) return history;
  const isSame = group !== undefined && group === history.group;
  const past = isSame ? history.past : [...history.past, history.present].slice(-remembered);
  return { past, present: next, future: [], group };
}

export function undo<State>({ past, present, future, ...rest }: History<State>): History<State> {
  const before = past.at(-1);
  if (before === undefined) return { past, present, future, ...rest };
  return { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

export function redo<State>({ past, present, future, ...rest }: History<State>): History<State> {
  const [after, ...later] = future;
  if (after === undefined) return { past, present, future, ...rest };
  return { past: [...past, present], present: after, future: later };
}
