import { z } from 'zod';
import { ServiceError } from '../../kernel/errors.ts';
import type { Parameter, ParameterState } from './state.ts';

export const Filters = z
  .array(z.object({ Key: z.string(), Option: z.string().optional(), Values: z.array(z.string()).optional() }))
  .default([]);
export type Filter = z.infer<typeof Filters>[number];

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  Name: ['Equals', 'BeginsWith', 'Contains'],
  Type: ['Equals', 'BeginsWith'],
  KeyId: ['Equals', 'BeginsWith'],
  Path: ['OneLevel', 'Recursive'],
  Label: ['Equals', 'BeginsWith'],
  Tier: ['Equals', 'BeginsWith'],
  DataType: ['Equals', 'BeginsWith'],
};

/** @throws ServiceError InvalidFilterKey, InvalidFilterOption */
export function checkFilters(filters: readonly Filter[], keys: readonly string[]): void {
  for (const { Key, Option } of filters) {
    if (!keys.includes(Key) && !(keys.includes('tag:') && Key.startsWith('tag:'))) {
      throw new ServiceError(
        'InvalidFilterKey',
        `The following filter key is not valid: ${Key}. Valid filter keys include: [${keys.join(', ')}].`,
      );
    }
    const allowed = OPTIONS[Key] ?? ['Equals', 'BeginsWith'];
    if (Option !== undefined && !allowed.includes(Option)) {
      throw new ServiceError(
        'InvalidFilterOption',
        `The following filter option is not valid: ${Option}. Valid options include: [${allowed.join(', ')}].`,
      );
    }
  }
}

/** Whether a parameter passes all filters. */
export const passes = (state: ParameterState, parameter: Parameter, filters: readonly Filter[]): boolean =>
  filters.every((filter) => passesOne(state, parameter, filter));

function passesOne(state: ParameterState, parameter: Parameter, { Key, Option, Values }: Filter): boolean {
  const subjects = subjectsOf(state, parameter, Key);
  if (Key === 'Path') return (Values ?? []).some((path) => isUnder(parameter.name, path, Option === 'Recursive'));
  if (Values === undefined || Values.length === 0) return subjects.length > 0;
  return Values.some((value) =>
    subjects.some((subject) => {
      if (Option === 'BeginsWith') return subject.startsWith(value);
      if (Option === 'Contains') return subject.includes(value);
      return subject === value || (Key === 'Name' && subject === value.replace(/^\//, ''));
    }),
  );
}

function subjectsOf(state: ParameterState, parameter: Parameter, key: string): readonly string[] {
  switch (key) {
    case 'Name':
      return [parameter.name];
    case 'Type':
      return [parameter.type];
    case 'KeyId':
      return parameter.keyId === null ? [] : [parameter.keyId];
    case 'Tier':
      return [parameter.tier];
    case 'DataType':
      return [parameter.dataType];
    case 'Label':
      return parameter.labels;
    default:
      return state.tags(parameter.name).flatMap((tag) => (`tag:${tag.Key}` === key ? [tag.Value] : []));
  }
}

/** Whether a name lies under a path: right below it, or anywhere. */
export function isUnder(name: string, path: string, isRecursive: boolean): boolean {
  const folder = path.endsWith('/') ? path : `${path}/`;
  return name.startsWith(folder) && (isRecursive || !name.slice(folder.length).includes('/'));
}
