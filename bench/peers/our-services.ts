// Our side of the comparisons: the services on one port, with the API of todo-api.ts, data on disk as always.
import { startApp } from '../../offline/services/appsync/testing.ts';
import { dynamodb } from '../../offline/services/dynamodb/index.ts';
import { events } from '../../offline/services/events/index.ts';
import { s3 } from '../../offline/services/s3/index.ts';
import { sqs } from '../../offline/services/sqs/index.ts';
import { todoApp } from './todo-api.ts';

const app = await startApp(todoApp([dynamodb, s3, sqs, events]));
app.services.policies.replace(
  new Map([['arn:aws:iam::123456789012:role/todos', [{ Effect: 'Allow', Action: '*', Resource: '*' }]]]),
);
process.stdout.write(`ready ${app.services.endpoint}\n`);
process.on('SIGTERM', () => {
  void app.stop().then(() => process.exit(0));
});
