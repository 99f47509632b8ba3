import { isList, isRecord, type JsonRecord } from '../values.ts';
import { isOperation, type UpdateOperation } from './operations.ts';
import { typed } from './typed.ts';

/** Builds the expression of an update, its names and values numbered as AppSync numbers them. */
class UpdateBuilder {
  readonly names: JsonRecord = {};
  readonly values: JsonRecord = {};
  readonly sets: string[] = [];
  readonly removals: string[] = [];
  #nameCount = 0;
  #valueCount = 0;

  name(attribute: string): string {
    const placeholder = `#expName_${++this.#nameCount}`;
    this.names[placeholder] = attribute;
    return placeholder;
  }

  value(value: unknown): string {
    const placeholder = `:expValue_${++this.#valueCount}`;
    this.values[placeholder] = typed(value);
    return placeholder;
  }

  /** Sets what `changes` names; a plain object changes its keys only, one level deeper. */
  visit(changes: JsonRecord, parents: string): void {
    for (const [attribute, value] of Object.entries(changes)) {
      const path = parents + this.name(attribute);
      if (isOperation(value)) this.apply(path, value);
      else if (isList(value) && value.length > 0 && value.every(isOperation)) {
        for (const operation of value) this.apply(path, operation);
      } else if (
        isRecord(value) &&
        Object.keys(value).length > 0 &&
        !('SS' in value || 'NS' in value || 'BS' in value)
      ) {
        this.visit(value, `${path}.`);
      } else {
        this.sets.push(`${path} = ${this.value(value)}`);
      }
    }
  }

  apply(path: string, operation: UpdateOperation): void {
    switch (operation.type) {
      case 'OPERATION_ADD':
      case 'OPERATION_REPLACE':
        this.sets.push(`${path} = ${this.value(operation.value)}`);
        return;
      case 'OPERATION_REMOVE':
        this.removals.push(path);
        return;
      case 'OPERATION_INCREMENT':
        this.sets.push(`${path} = ${path} + ${this.value(operation.by)}`);
        return;
      case 'OPERATION_DECREMENT':
        this.sets.push(`${path} = ${path} - ${this.value(operation.by)}`);
        return;
      case 'OPERATION_APPEND':
        this.sets.push(`${path} = list_append(${path}, ${this.value(operation.items)})`);
        return;
      case 'OPERATION_PREPEND':
        this.sets.push(`${path} = list_append(${this.value(operation.items)}, ${path})`);
        return;
      case 'OPERATION_UPDATE_LIST_ITEM':
        this.sets.push(`${path}[${Number(operation.index)}] = ${this.value(operation.value)}`);
        return;
    }
  }
}

/** The `update` section of a request, from an object of new values and operations. */
export function updateExpression(changes: unknown): JsonRecord {
  const builder = new UpdateBuilder();
  builder.visit(isRecord(changes) ? changes : {}, '');
  const { sets, removals, names, values } = builder;
  const clauses = [
    ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
    ...(removals.length > 0 ? [`REMOVE ${removals.join(', ')}`] : []),
  ];
  const update: JsonRecord = { expression: clauses.join(' '), expressionNames: names };
  if (Object.keys(values).length > 0) update.expressionValues = values;
  return update;
}
