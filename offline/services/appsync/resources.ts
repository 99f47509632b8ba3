import { z } from 'zod';
import { DefinitionError } from '../../kernel/errors.ts';
import type { IdentityRequest, Resource, ResourceSupport } from '../../kernel/resource.ts';
import { AUTHORIZATION_MODES } from './authorization/rules.ts';

const HANDLER_PROPERTIES = [
  'Code',
  'CodeS3Location',
  'Runtime',
  'RequestMappingTemplate',
  'RequestMappingTemplateS3Location',
  'ResponseMappingTemplate',
  'ResponseMappingTemplateS3Location',
  'MaxBatchSize',
  'SyncConfig',
] as const;

/** What the logical id of Amplify's own data API begins with: it is served at the plain path. */
const DATA_API = 'amplifyDataGraphQLAPI';

const apiArn = ({ region, account }: IdentityRequest, apiId: unknown) =>
  `arn:aws:appsync:${region}:${account}:apis/${String(apiId)}`;

/** How CloudFormation's AppSync types are taken. */
export const appsyncResources = {
  'AWS::AppSync::GraphQLApi': {
    identify(request) {
      const ApiId = request.letters(26);
      const Arn = apiArn(request, ApiId);
      const { host } = new URL(request.endpoint);
      const path = request.logicalId.startsWith(DATA_API) ? '/graphql' : `/graphql/${ApiId}`;
      return {
        ref: Arn,
        attributes: {
          ApiId,
          Arn,
          // Upper case keeps aws-amplify's realtime client on a plain socket: it replaces `http://` by `wss://`.
          GraphQLUrl: `HTTP://${host}${path}`,
          GraphQLDns: host,
          GraphQLEndpointArn: Arn,
          RealtimeUrl: `ws://${host}${path}/realtime`,
          RealtimeDns: host,
        },
      };
    },
    honoured: [
      'Name',
      'AuthenticationType',
      'AdditionalAuthenticationProviders',
      'UserPoolConfig',
      'LambdaAuthorizerConfig',
      'OpenIDConnectConfig',
      'IntrospectionConfig',
      'QueryDepthLimit',
      'ResolverCountLimit',
      'EnvironmentVariables',
      'ApiType',
    ],
    ignored: {
      Tags: 'nothing here reads them',
      Visibility: 'the backend listens on the loopback interface only',
      LogConfig: 'the log of the backend tells of failures',
      XrayEnabled: 'no traces are collected',
      OwnerContact: 'nothing here reads it',
      EnhancedMetricsConfig: 'no metrics of AppSync are collected',
    },
  },
  'AWS::AppSync::GraphQLSchema': {
    identify: (request) => {
      const id = `${String(request.property('ApiId'))}GraphQLSchema`;
      return { ref: id, attributes: { Id: id } };
    },
    honoured: ['ApiId', 'Definition', 'DefinitionS3Location'],
  },
  'AWS::AppSync::ApiKey': {
    identify(request) {
      const ApiKeyId = request.letters(26, 'id');
      const Arn = `${apiArn(request, request.property('ApiId'))}/apikey/${ApiKeyId}`;
      return { ref: Arn, attributes: { ApiKeyId, Arn, ApiKey: `da2-${request.letters(26, 'key')}` } };
    },
    honoured: ['ApiId', 'Expires'],
    ignored: { Description: 'nothing here reads it', ApiKeyId: 'ids are derived from the logical id' },
  },
  'AWS::AppSync::DataSource': {
    identify(request) {
      const name = String(request.property('Name'));
      const arn = `${apiArn(request, request.property('ApiId'))}/datasources/${name}`;
      return { ref: arn, attributes: { DataSourceArn: arn, Name: name } };
    },
    honoured: [
      'ApiId',
      'Name',
      'Type',
      'ServiceRoleArn',
      'DynamoDBConfig',
      'LambdaConfig',
      'EventBridgeConfig',
      'HttpConfig',
    ],
    ignored: { Description: 'nothing here reads it', MetricsConfig: 'no metrics of AppSync are collected' },
  },
  'AWS::AppSync::FunctionConfiguration': {
    identify(request) {
      const FunctionId = request.letters(26);
      const FunctionArn = `${apiArn(request, request.property('ApiId'))}/functions/${FunctionId}`;
      const [Name, DataSourceName] = [request.property('Name'), request.property('DataSourceName')];
      return { ref: FunctionArn, attributes: { FunctionId, FunctionArn, Name, DataSourceName } };
    },
    honoured: ['ApiId', 'Name', 'DataSourceName', 'FunctionVersion', ...HANDLER_PROPERTIES],
    ignored: { Description: 'nothing here reads it' },
  },
  'AWS::AppSync::Resolver': {
    identify(request) {
      const [TypeName, FieldName] = [String(request.property('TypeName')), String(request.property('FieldName'))];
      const ResolverArn = `${apiArn(request, request.property('ApiId'))}/types/${TypeName}/resolvers/${FieldName}`;
      return { ref: ResolverArn, attributes: { ResolverArn, TypeName, FieldName } };
    },
    honoured: ['ApiId', 'TypeName', 'FieldName', 'Kind', 'DataSourceName', 'PipelineConfig', ...HANDLER_PROPERTIES],
    ignored: {
      CachingConfig: 'results are not cached; a cache changes no answer but its age',
      MetricsConfig: 'no metrics of AppSync are collected',
    },
  },
  'AWS::AppSync::ApiCache': {
    identify: (request) => ({ ref: request.logicalId }),
    honoured: [],
    ignored: {
      ApiId: 'no API has a cache',
      ApiCachingBehavior: 'results are not cached; a cache changes no answer but its age',
      Type: 'no cache has a size',
      Ttl: 'nothing is kept',
      AtRestEncryptionEnabled: 'nothing is kept',
      TransitEncryptionEnabled: 'nothing is kept',
      HealthMetricsConfig: 'no metrics of AppSync are collected',
    },
  },
} as const satisfies Record<string, ResourceSupport>;

const flag = (value: unknown) => (value === undefined ? undefined : Number(value));

const pattern = z.string().refine((text) => {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}, 'is no regular expression');

const userPool = z.looseObject({
  UserPoolId: z.string(),
  AppIdClientRegex: pattern.optional(),
  DefaultAction: z.enum(['ALLOW', 'DENY']).optional(),
});
const lambdaAuthorizer = z.looseObject({
  AuthorizerUri: z.string(),
  IdentityValidationExpression: pattern.optional(),
  AuthorizerResultTtlInSeconds: z.preprocess(flag, z.number().optional()),
});
const openIdConnect = z.looseObject({
  Issuer: z.url(),
  /** A regular expression of client ids. */
  ClientId: pattern.optional(),
  /** Milliseconds. */
  IatTTL: z.preprocess(flag, z.number().optional()),
  AuthTTL: z.preprocess(flag, z.number().optional()),
});
const provider = z.looseObject({
  AuthenticationType: z.enum(AUTHORIZATION_MODES),
  UserPoolConfig: userPool.optional(),
  LambdaAuthorizerConfig: lambdaAuthorizer.optional(),
  OpenIDConnectConfig: openIdConnect.optional(),
});
export type ProviderConfig = z.infer<typeof provider>;

const apiSchema = provider.extend({
  Name: z.string(),
  AdditionalAuthenticationProviders: z.array(provider).default([]),
  IntrospectionConfig: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  QueryDepthLimit: z.preprocess(flag, z.number().optional()),
  ResolverCountLimit: z.preprocess(flag, z.number().optional()),
  EnvironmentVariables: z.record(z.string(), z.string()).default({}),
  ApiType: z.string().optional(),
});
const schemaSchema = z.looseObject({
  ApiId: z.string(),
  Definition: z.string().optional(),
  DefinitionS3Location: z.string().optional(),
});
const keySchema = z.looseObject({ ApiId: z.string(), Expires: z.preprocess(flag, z.number().optional()) });
const dataSourceSchema = z.looseObject({
  ApiId: z.string(),
  Name: z.string(),
  Type: z.string(),
  ServiceRoleArn: z.string().optional(),
  DynamoDBConfig: z.looseObject({ TableName: z.string() }).optional(),
  LambdaConfig: z.looseObject({ LambdaFunctionArn: z.string() }).optional(),
  EventBridgeConfig: z.looseObject({ EventBusArn: z.string() }).optional(),
  HttpConfig: z
    .looseObject({
      Endpoint: z.string(),
      AuthorizationConfig: z
        .looseObject({
          AwsIamConfig: z
            .looseObject({ SigningRegion: z.string().optional(), SigningServiceName: z.string().optional() })
            .optional(),
        })
        .optional(),
    })
    .optional(),
});
export type DataSourceConfig = z.infer<typeof dataSourceSchema>;

const handlers = z.looseObject({
  ApiId: z.string(),
  Code: z.string().optional(),
  CodeS3Location: z.string().optional(),
  RequestMappingTemplate: z.string().optional(),
  RequestMappingTemplateS3Location: z.string().optional(),
  ResponseMappingTemplate: z.string().optional(),
  ResponseMappingTemplateS3Location: z.string().optional(),
  MaxBatchSize: z.preprocess(flag, z.number().optional()),
  SyncConfig: z.looseObject({ ConflictDetection: z.string().optional() }).optional(),
});
const functionSchema = handlers.extend({ DataSourceName: z.string() });
const resolverSchema = handlers.extend({
  TypeName: z.string(),
  FieldName: z.string(),
  Kind: z.enum(['UNIT', 'PIPELINE']).default('UNIT'),
  DataSourceName: z.string().optional(),
  PipelineConfig: z.looseObject({ Functions: z.array(z.string()).default([]) }).optional(),
});

/** Where the handlers of a resolver or function come from; at most one of each pair is given. */
export type HandlerConfig = {
  logicalId: string;
  code: string | undefined;
  codeLocation: string | undefined;
  requestTemplate: string | undefined;
  requestTemplateLocation: string | undefined;
  responseTemplate: string | undefined;
  responseTemplateLocation: string | undefined;
  /** Whether calls of a function without handlers are gathered. */
  isBatch: boolean;
};

export const toHandlerConfig = (logicalId: string, properties: z.infer<typeof handlers>): HandlerConfig => ({
  logicalId,
  code: properties.Code,
  codeLocation: properties.CodeS3Location,
  requestTemplate: properties.RequestMappingTemplate,
  requestTemplateLocation: properties.RequestMappingTemplateS3Location,
  responseTemplate: properties.ResponseMappingTemplate,
  responseTemplateLocation: properties.ResponseMappingTemplateS3Location,
  isBatch: (properties.MaxBatchSize ?? 0) > 0,
});

const read = <Properties>(schema: z.ZodType<Properties>, resource: Resource): Properties => {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  throw new DefinitionError({
    logicalId: resource.logicalId,
    reason: `its properties do not hold: ${z.prettifyError(parsed.error)}`,
    remedy: 'Correct the definition',
  });
};

const reader =
  <Properties>(type: keyof typeof appsyncResources, schema: z.ZodType<Properties>) =>
  (resources: readonly Resource[]): { resource: Resource; properties: Properties }[] =>
    resources
      .filter((resource) => resource.type === type)
      .map((resource) => ({ resource, properties: read(schema, resource) }));

/** Readers of each type. @throws DefinitionError naming the resource whose properties do not hold. */
export const readApis = reader('AWS::AppSync::GraphQLApi', apiSchema);
export const readSchemas = reader('AWS::AppSync::GraphQLSchema', schemaSchema);
export const readApiKeys = reader('AWS::AppSync::ApiKey', keySchema);
export const readDataSources = reader('AWS::AppSync::DataSource', dataSourceSchema);
export const readFunctions = reader('AWS::AppSync::FunctionConfiguration', functionSchema);
export const readResolvers = reader('AWS::AppSync::Resolver', resolverSchema);
export type ApiConfig = z.infer<typeof apiSchema>;
