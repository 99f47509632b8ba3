import { readDelete, type WriteInput } from '../items/prepared-write.ts';
import { writeOne } from '../items/write-one.ts';
import { defineOperation } from '../operation.ts';
import { attributes, required, writeMembers } from '../validation/shapes.ts';

export const deleteItem = defineOperation<WriteInput>({
  members: { ...writeMembers, Key: required(attributes) },
  execute: (state, input, call) => writeOne(state, 'DeleteItem', readDelete(input), call),
});
