import { type AttributeValue, attributeOf, type Item, setAttribute } from '../values/attribute-value.ts';
import type { Path } from './placeholders.ts';

/** The branches of a projection: a leaf takes all below it. */
type Branches = Map<string | number, Branches | 'all'>;

/** Prepares the paths of a projection. */
export function compileProjection(paths: readonly Path[]): (item: Item) => Item {
  if (paths.every(({ length }) => length === 1)) {
    const names = paths.map(([name]) => String(name));
    return (item) => pick(item, names);
  }
  const root: Branches = new Map();
  for (const path of paths) plant(root, path);
  return (item) => projectMap(item, root);
}

/** Those of `names` that the item has. */
export function pick(item: Item, names: readonly string[]): Item {
  const picked: Item = {};
  for (const name of names) {
    const value = attributeOf(item, name);
    if (value) setAttribute(picked, name, value);
  }
  return picked;
}

function plant(root: Branches, path: Path): void {
  let branches = root;
  path.forEach((step, index) => {
    if (index === path.length - 1) {
      branches.set(step, 'all');
      return;
    }
    const next = branches.get(step);
    if (next instanceof Map) branches = next;
    else {
      const grown: Branches = new Map();
      branches.set(step, grown);
      branches = grown;
    }
  });
}

function projectMap(item: Item, branches: Branches): Item {
  const projected: Item = {};
  for (const [step, below] of branches) {
    const value = typeof step === 'string' ? attributeOf(item, step) : undefined;
    const part = value && (below === 'all' ? value : projectValue(value, below));
    if (part) setAttribute(projected, String(step), part);
  }
  return projected;
}

function projectValue(value: AttributeValue, branches: Branches): AttributeValue | undefined {
  if (value.M) {
    const map = projectMap(value.M, branches);
    return Object.keys(map).length > 0 ? { M: map } : undefined;
  }
  if (!value.L) return undefined;
  const elements: AttributeValue[] = [];
  const wanted = [...branches.keys()].filter((step) => typeof step === 'number').sort((a, b) => a - b);
  for (const index of wanted) {
    const element = value.L[index];
    const below = branches.get(index);
    const part = element && below && (below === 'all' ? element : projectValue(element, below));
    if (part) elements.push(part);
  }
  return elements.length > 0 ? { L: elements } : undefined;
}
