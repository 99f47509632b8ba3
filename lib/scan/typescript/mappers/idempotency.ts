import { field } from '../../code/value.ts';
import { isMadeBy, type Mapper, madeOf } from './mapper.ts';

/** Powertools' idempotency keeps what was done in a table: `new DynamoDBPersistenceLayer({ tableName })`. */
export const idempotency: Mapper = {
  packageName: '@aws-lambda-powertools/idempotency',
  calls(evaluator, node) {
    const made = madeOf(evaluator.evaluate(node));
    const isLayer =
      made?.node === node && isMadeBy(made, '@aws-lambda-powertools/idempotency', /^DynamoDBPersistenceLayer$/);
    if (!isLayer) return [];
    const table = field(made.inputs().positional[0], 'tableName');
    return ['GetItem', 'PutItem', 'UpdateItem'].map((operation) => ({ operation, table, confidence: 0.9 }));
  },
};
