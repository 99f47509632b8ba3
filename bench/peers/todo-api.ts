import type { SmallApp } from '../../offline/services/appsync/testing.ts';

/** One API for both sides: the same schema, the same templates as Amplify's own generator writes for a plain model. */
export const API_KEY = 'da2-test';
export const TABLE = 'Todo';

export const SDL = `
  type Todo { id: ID! name: String! done: Boolean createdAt: AWSDateTime }
  type TodoConnection { items: [Todo] nextToken: String }
  input CreateTodoInput { name: String! done: Boolean }
  type Query { getTodo(id: ID!): Todo listTodos(limit: Int, nextToken: String): TodoConnection }
  type Mutation { createTodo(input: CreateTodoInput!): Todo }
  type Subscription { onCreateTodo: Todo @aws_subscribe(mutations: ["createTodo"]) }
  schema { query: Query mutation: Mutation subscription: Subscription }
`;

const RESULT = `#if($ctx.error)
$util.error($ctx.error.message, $ctx.error.type)
#end
$util.toJson($ctx.result)`;

export const RESOLVERS = {
  'Mutation.createTodo': {
    request: `#set($item = {})
$util.qr($item.putAll($ctx.args.input))
$util.qr($item.put("createdAt", $util.time.nowISO8601()))
{
  "version": "2018-05-29",
  "operation": "PutItem",
  "key": { "id": $util.dynamodb.toDynamoDBJson($util.autoId()) },
  "attributeValues": $util.dynamodb.toMapValuesJson($item)
}`,
    response: RESULT,
  },
  'Query.getTodo': {
    request: `{
  "version": "2018-05-29",
  "operation": "GetItem",
  "key": { "id": $util.dynamodb.toDynamoDBJson($ctx.args.id) }
}`,
    response: RESULT,
  },
  'Query.listTodos': {
    request: `{
  "version": "2018-05-29",
  "operation": "Scan",
  "limit": $util.defaultIfNull($ctx.args.limit, 100)
}`,
    response: RESULT,
  },
} as const;

export const TABLE_INPUT = {
  TableName: TABLE,
  BillingMode: 'PAY_PER_REQUEST' as const,
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
};

/** The API as our side takes it. */
export const todoApp = (services: SmallApp['services']): SmallApp => ({
  sdl: SDL,
  services,
  api: { AuthenticationType: 'API_KEY', UserPoolConfig: undefined, AdditionalAuthenticationProviders: [] },
  dataSources: [
    {
      Name: 'todos',
      Type: 'AMAZON_DYNAMODB',
      DynamoDBConfig: { TableName: TABLE, AwsRegion: 'us-east-1' },
      ServiceRoleArn: 'arn:aws:iam::123456789012:role/todos',
    },
  ],
  resolvers: Object.fromEntries(
    Object.entries(RESOLVERS).map(([field, templates]) => [field, { ...templates, dataSource: 'todos' }]),
  ),
});
