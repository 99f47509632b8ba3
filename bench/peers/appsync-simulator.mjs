// What `amplify mock` runs for GraphQL: node appsync-simulator.mjs PORT DYNAMODB_ENDPOINT
import { createRequire } from 'node:module';
import { API_KEY, RESOLVERS, SDL, TABLE } from './todo-api.ts';

const { AmplifyAppSyncSimulator } = createRequire(`${process.env.PEERS}/`)('@aws-amplify/amplify-appsync-simulator');
const [port, endpoint] = process.argv.slice(2);
const simulator = new AmplifyAppSyncSimulator({ port: Number(port) });
await simulator.start();
simulator.init({
  schema: { content: SDL },
  appSync: {
    name: 'todo',
    apiKey: API_KEY,
    defaultAuthenticationType: { authenticationType: 'API_KEY' },
    additionalAuthenticationProviders: [],
  },
  dataSources: [
    {
      name: 'todos',
      type: 'AMAZON_DYNAMODB',
      config: { endpoint, region: 'us-east-1', accessKeyId: 'fake', secretAccessKey: 'fake', tableName: TABLE },
    },
  ],
  mappingTemplates: Object.entries(RESOLVERS).flatMap(([field, { request, response }]) => [
    { path: `${field}.request.vtl`, content: request },
    { path: `${field}.response.vtl`, content: response },
  ]),
  resolvers: Object.keys(RESOLVERS).map((field) => ({
    kind: 'UNIT',
    typeName: field.split('.')[0],
    fieldName: field.split('.')[1],
    dataSourceName: 'todos',
    requestMappingTemplateLocation: `${field}.request.vtl`,
    responseMappingTemplateLocation: `${field}.response.vtl`,
  })),
});
process.stdout.write(`ready http://localhost:${port}\n`);
