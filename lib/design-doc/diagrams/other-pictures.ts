import type { Component, Store } from '#lib/scan/schema';
import type { ModelIndex } from '../facts/model-index.ts';
import { clientId, type Workflow } from '../facts/workflows.ts';
import type { EntityPicture, Sequence, StateChart, Step } from './picture.ts';

/** Calls in their order; the answer to the caller comes after what the function waits for. */
export function sequencePicture(workflow: Workflow): Sequence {
  const ids = [...new Set(workflow.steps.flatMap(({ from, to }) => [from, to]))];
  const labelOf = (id: string) => (id === clientId ? 'Client' : id);
  const steps: Step[] = [];
  const opening = workflow.api
    ? workflow.steps.filter(({ element }) => element === workflow.steps[0]?.element).slice(0, 2)
    : [];
  const waits = workflow.steps.filter(({ from, isAsync }) => from === workflow.entry && !isAsync);
  const lastWait = waits.at(-1) ?? opening.at(-1);
  const reply = () => {
    for (const { from, to } of opening.toReversed())
      steps.push({ kind: 'reply', from: to, to: from, label: 'response' });
  };
  for (const step of workflow.steps) {
    steps.push({ kind: 'call', from: step.from, to: step.to, label: step.label, isAsync: step.isAsync });
    if (!step.isAsync && !opening.includes(step))
      steps.push({ kind: 'reply', from: step.to, to: step.from, label: 'result' });
    if (step === lastWait && workflow.api) reply();
  }
  return {
    kind: 'sequence',
    participants: ids.map((id) => ({ id, label: labelOf(id), isActor: id === clientId })),
    steps,
  };
}

const mostTables = 30;
const types = { S: 'string', N: 'number', B: 'binary' } as const;

/** Tables with their keys and those of their indexes; two tables are joined where one's key is the other's index key. */
export function entityPicture(index: ModelIndex): EntityPicture {
  const stores = index.model.stores.slice(0, mostTables);
  const entities = stores.map((store) => {
    const own = store.keys.map(({ name, type, role }) => ({
      name,
      type: types[type],
      role: role === 'HASH' ? 'partition key' : 'sort key',
    }));
    const ofIndexes = store.indexes.flatMap((one) =>
      one.keys
        .filter(({ name }) => !own.some((key) => key.name === name))
        .map(({ name, type, role }) => ({
          name,
          type: types[type],
          role: `${role === 'HASH' ? 'partition' : 'sort'} key of ${one.name}`,
        })),
    );
    const byName = new Map([...own, ...ofIndexes].map((attribute) => [attribute.name, attribute]));
    const isShared = stores.filter(({ id }) => id === store.id).length > 1;
    const label = isShared ? `${store.id} in ${store.source.file}` : store.id;
    return { id: `${store.id}@${store.source.file}`, label, attributes: [...byName.values()] };
  });
  return { kind: 'data-model', entities, relations: joins(stores) };
}

const general = /^(?:id|pk|sk|gsi\d*[ps]k|__typename|type|status|createdat|updatedat)$/i;

function joins(stores: readonly Store[]): { from: string; to: string; label: string }[] {
  return stores.flatMap((from) => {
    const key = from.keys.find(({ role }) => role === 'HASH')?.name;
    if (!key || general.test(key)) return [];
    return stores
      .filter((to) => to.id !== from.id && to.indexes.some(({ keys }) => keys.some(({ name }) => name === key)))
      .map((to) => ({ from: `${from.id}@${from.source.file}`, to: `${to.id}@${to.source.file}`, label: key }));
  });
}

interface State {
  readonly name: string;
  readonly next: readonly { readonly to: string; readonly label: string }[];
  readonly isEnd: boolean;
}

/** The states of a machine, from properties such as `States.Pay.Next` and `States.Pay.Type`; null where there are none. */
export function statePicture({ properties }: Component): StateChart | null {
  const states = new Map<string, State>();
  for (const { name, value } of properties) {
    const match = /^(?:Definition\.)?States\.(.+?)\.(Next|Default|End|Type|Catch\.\d+\.Next|Choices\.\d+\.Next)$/.exec(
      name,
    );
    const [, state = '', what = ''] = match ?? [];
    if (!match) continue;
    const known = states.get(state) ?? { name: state, next: [], isEnd: false };
    const label = what.startsWith('Catch')
      ? 'error'
      : what.startsWith('Choices')
        ? 'choice'
        : what === 'Default'
          ? 'otherwise'
          : '';
    const isNext = what.endsWith('Next') || what === 'Default';
    const isEnd =
      (what === 'End' && String(value) === 'true') || (what === 'Type' && /^(?:Succeed|Fail)$/.test(String(value)));
    states.set(state, {
      ...known,
      next: isNext ? [...known.next, { to: String(value), label }] : known.next,
      isEnd: known.isEnd || isEnd,
    });
  }
  if (states.size === 0) return null;
  const all = [...states.values()];
  const stated = properties.find(({ name }) => /^(?:Definition\.)?StartAt$/.test(name))?.value;
  // Where the source's scan does not say it, a single state that nothing leads to is where it begins.
  const roots = all.filter(({ name }) => !all.some(({ next }) => next.some(({ to }) => to === name)));
  const start = stated ?? (roots.length === 1 ? roots[0]?.name : undefined);
  return {
    kind: 'state',
    states: all.map(({ name }) => ({ id: name, label: name })),
    start: start !== undefined && states.has(String(start)) ? String(start) : null,
    ends: all.filter(({ isEnd }) => isEnd).map(({ name }) => name),
    transitions: all.flatMap(({ name, next }) =>
      next.filter(({ to }) => states.has(to)).map(({ to, label }) => ({ from: name, to, label })),
    ),
  };
}
