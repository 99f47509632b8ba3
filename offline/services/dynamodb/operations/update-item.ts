import { readUpdate, type WriteInput } from '../items/prepared-write.ts';
import { writeOne } from '../items/write-one.ts';
import { defineOperation } from '../operation.ts';
import { attributes, attributeUpdates, required, string, writeMembers } from '../validation/shapes.ts';

export const updateItem = defineOperation<WriteInput>({
  members: {
    ...writeMembers,
    Key: required(attributes),
    AttributeUpdates: attributeUpdates,
    UpdateExpression: string,
  },
  execute: (state, input, call) => writeOne(state, 'UpdateItem', readUpdate(input), call),
});
