import { readPut, type WriteInput } from '../items/prepared-write.ts';
import { writeOne } from '../items/write-one.ts';
import { defineOperation } from '../operation.ts';
import { attributes, required, writeMembers } from '../validation/shapes.ts';

export const putItem = defineOperation<WriteInput>({
  members: { ...writeMembers, Item: required(attributes) },
  execute: (state, input, call) => writeOne(state, 'PutItem', readPut(input), call),
});
