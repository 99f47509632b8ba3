import type { BusinessRule } from '../../design/schema.ts';
import type { EntityModel, FieldModel } from '../entities/entity-model.ts';
import { toCamel } from '../text/identifiers.ts';
import { toLine } from '../text/literals.ts';

/** Reads a rule's parameters under the names that mean the same, and remembers which were used. */
export function readParameters(rule: BusinessRule, entity: EntityModel) {
  const unused = new Set(Object.keys(rule.parameters));
  const find = (names: readonly string[]) => {
    const name = names.find((one) => Object.hasOwn(rule.parameters, one));
    if (name === undefined) return undefined;
    unused.delete(name);
    return rule.parameters[name];
  };
  return {
    /** A number, also one written as text. */
    number(...names: string[]): number | undefined {
      const value = find(names);
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
    },
    text(...names: string[]): string | undefined {
      const value = find(names);
      const text = value === undefined ? '' : String(value).trim();
      return text === '' ? undefined : text;
    },
    /** Texts that stand in one parameter, separated by commas or semicolons. */
    texts(...names: string[]): string[] {
      const value = find(names);
      const texts = value === undefined ? [] : String(value).split(/[,;]/);
      return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
    },
    /** A field of the entity by the name that the design gives it. */
    field(...names: string[]): FieldModel | undefined {
      const value = find(names);
      return value === undefined ? undefined : findField(entity, String(value));
    },
    ignored: () => [...unused],
  };
}

/** Beyond this a hundredth is lost in a number, and with it what the tests look at. */
const largestLimit = 1e12;

/** Why a number cannot be a limit; undefined where it can. */
export function refuseLimit(limit: number): string | undefined {
  return Math.abs(limit) > largestLimit ? `${limit} is beyond ${largestLimit}.` : undefined;
}

/** A field by its words in the design or by its name in code. */
export function findField(entity: EntityModel, name: string): FieldModel | undefined {
  const wanted = toCamel(name, 'field');
  return (
    entity.fields.find((field) => field.label === toLine(name)) ?? entity.fields.find((field) => field.name === wanted)
  );
}
