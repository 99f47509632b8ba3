import { readFileSync } from 'node:fs';
import type { GraphQLObjectType } from 'graphql';
import { DefinitionError } from '../../kernel/errors.ts';
import { readEach } from '../../kernel/read-each.ts';
import type { Resource } from '../../kernel/resource.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import { Authorizer } from './authorization/authorizer.ts';
import { JsonWebKeys } from './authorization/json-web-keys.ts';
import { KnownCallers } from './authorization/known-callers.ts';
import type { OpenIdConfig } from './authorization/open-id.ts';
import type { FieldRule } from './authorization/rules.ts';
import { createDataSource } from './data-sources/create.ts';
import type { DataSource } from './data-sources/data-source.ts';
import type { PageTokens } from './data-sources/dynamodb/pagination.ts';
import { Documents } from './graphql/document.ts';
import type { FieldResolver } from './graphql/run.ts';
import { Timekeeper } from './graphql/timekeeper.ts';
import type { HandlerCompiler } from './resolvers/handlers.ts';
import { pipelineResolver, type Step, unitResolver } from './resolvers/run-resolver.ts';
import {
  type ApiConfig,
  type ProviderConfig,
  readApiKeys,
  readApis,
  readDataSources,
  readFunctions,
  readResolvers,
  readSchemas,
  toHandlerConfig,
} from './resources.ts';
import { type ApiSchema, buildApiSchema } from './schema/schema.ts';

/** A GraphQL API, ready to serve. */
export type Api = {
  readonly id: string;
  readonly arn: string;
  /** Whether it is the app's data API. */
  readonly isMain: boolean;
  readonly config: ApiConfig;
  /** The default provider first. */
  readonly providers: readonly ProviderConfig[];
  readonly userPools: readonly NonNullable<ProviderConfig['UserPoolConfig']>[];
  readonly openIds: readonly OpenIdConfig[];
  /** Of the OpenID Connect issuers. */
  readonly keys: JsonWebKeys;
  readonly authorizer: Authorizer | undefined;
  readonly callers: KnownCallers;
  /** Key → expiry in seconds since the epoch, undefined when it has none. */
  readonly apiKeys: ReadonlyMap<string, number | undefined>;
  readonly schema: ApiSchema;
  readonly documents: Documents;
  readonly timekeeper: Timekeeper;
  rule(type: GraphQLObjectType, field: string): FieldRule;
};

const isAtPlainPath = (url: unknown) => typeof url === 'string' && url.endsWith('/graphql');

type Parts = { context: ServiceContext; handlers: HandlerCompiler; tokens: PageTokens };

/** Builds the APIs that the resources describe. @throws DefinitionError naming what does not hold. */
export function buildApis(resources: readonly Resource[], parts: Parts): Api[] {
  return readApis(resources).flatMap(({ resource, properties }) => {
    const id = String(resource.attributes.ApiId);
    const own = resources.filter(({ properties: { ApiId } }) => ApiId === id);
    const sdl = readSchemas(own).at(0);
    if (!sdl) return [];
    const { context } = parts;
    if (properties.ApiType === 'MERGED') {
      throw new DefinitionError({
        logicalId: resource.logicalId,
        property: 'ApiType',
        reason: 'merged APIs are not emulated',
        remedy: 'Use the source APIs by themselves',
      });
    }
    const text =
      sdl.properties.Definition ??
      (sdl.properties.DefinitionS3Location && readFileSync(context.asset(sdl.properties.DefinitionS3Location), 'utf8'));
    const schema = buildApiSchema(text ?? '', sdl.resource.logicalId);
    const resolvers = buildResolvers(own, { ...parts, env: properties.EnvironmentVariables });
    const rule = fieldRules(schema, properties);
    const providers = [properties, ...properties.AdditionalAuthenticationProviders];
    return [
      {
        ...{ id, arn: resource.ref, config: properties, schema, rule },
        isMain: isAtPlainPath(resource.attributes.GraphQLUrl),
        ...{ providers, userPools: userPoolsOf(providers) },
        ...{ openIds: openIdsOf(providers), keys: new JsonWebKeys(context.clock) },
        authorizer: authorizerOf(context, providers),
        callers: new KnownCallers(),
        apiKeys: new Map(
          readApiKeys(own).map((key) => [String(key.resource.attributes.ApiKey), key.properties.Expires]),
        ),
        timekeeper: new Timekeeper(context.clock),
        documents: new Documents({
          schema: schema.schema,
          rule,
          depthLimit: properties.QueryDepthLimit || undefined,
          hidesSchema: properties.IntrospectionConfig === 'DISABLED',
          resolver: (type, field) => resolvers.get(`${type}.${field}`),
        }),
      },
    ];
  });
}

const userPoolsOf = (providers: readonly ProviderConfig[]) =>
  providers.flatMap(({ AuthenticationType, UserPoolConfig }) =>
    AuthenticationType === 'AMAZON_COGNITO_USER_POOLS' && UserPoolConfig ? [UserPoolConfig] : [],
  );

const openIdsOf = (providers: readonly ProviderConfig[]) =>
  providers.flatMap(({ AuthenticationType, OpenIDConnectConfig }) =>
    AuthenticationType === 'OPENID_CONNECT' && OpenIDConnectConfig ? [OpenIDConnectConfig] : [],
  );

function authorizerOf(context: ServiceContext, providers: readonly ProviderConfig[]): Authorizer | undefined {
  const provider = providers.find(({ AuthenticationType }) => AuthenticationType === 'AWS_LAMBDA');
  return provider?.LambdaAuthorizerConfig && new Authorizer(context, provider.LambdaAuthorizerConfig);
}

/** What has no directive belongs to the default mode; with `DefaultAction: DENY` to nobody. */
function fieldRules(schema: ApiSchema, { AuthenticationType, UserPoolConfig }: ApiConfig) {
  const byDefault: FieldRule = UserPoolConfig?.DefaultAction === 'DENY' ? {} : { [AuthenticationType]: {} };
  return (type: GraphQLObjectType, field: string) => schema.rule(type, field) ?? byDefault;
}

function buildResolvers(
  resources: readonly Resource[],
  { context, handlers, tokens, env }: Parts & { env: Record<string, string> },
): Map<string, FieldResolver> {
  const configs = new Map(readDataSources(resources).map((source) => [source.properties.Name, source]));
  const shared = new Map<string, DataSource>();
  const dataSource = (logicalId: string, name: string, maxBatchSize: number | undefined): DataSource => {
    const known = maxBatchSize ? undefined : shared.get(name);
    if (known) return known;
    const source = configs.get(name);
    if (!source) throw missing(logicalId, 'DataSourceName', `no data source of this API is named ${name}`);
    const created = createDataSource({
      ...{ logicalId: source.resource.logicalId, config: source.properties, context, tokens },
      ...(maxBatchSize && { maxBatchSize }),
    });
    if (!maxBatchSize) shared.set(name, created);
    return created;
  };

  const functions = new Map<string, Step>(
    readEach(readFunctions(resources), ({ resource, properties }) => {
      refuseConflictDetection(resource.logicalId, properties.SyncConfig);
      const step = {
        handlers: handlers.compile(toHandlerConfig(resource.logicalId, properties)),
        dataSource: dataSource(resource.logicalId, properties.DataSourceName, properties.MaxBatchSize),
      };
      return [String(resource.attributes.FunctionId), step];
    }),
  );

  return new Map(
    readEach(readResolvers(resources), ({ resource: { logicalId }, properties }) => {
      refuseConflictDetection(logicalId, properties.SyncConfig);
      const own = handlers.compile(toHandlerConfig(logicalId, properties));
      const key = `${properties.TypeName}.${properties.FieldName}`;
      if (properties.Kind === 'UNIT') {
        const name = properties.DataSourceName;
        if (!name) throw missing(logicalId, 'DataSourceName', 'a unit resolver needs one');
        const source = dataSource(logicalId, name, properties.MaxBatchSize);
        return [key, unitResolver({ handlers: own, dataSource: source }, env)];
      }
      const steps = (properties.PipelineConfig?.Functions ?? []).map((id) => {
        const step = functions.get(id);
        if (!step) throw missing(logicalId, 'PipelineConfig', `no function of this API has the id ${id}`);
        return step;
      });
      return [key, pipelineResolver(own, steps, env)];
    }),
  );
}

function refuseConflictDetection(
  logicalId: string,
  sync: { ConflictDetection?: string | undefined } | undefined,
): void {
  if (!sync || (sync.ConflictDetection ?? 'NONE') === 'NONE') return;
  throw new DefinitionError({
    logicalId,
    property: 'SyncConfig.ConflictDetection',
    reason: 'conflict detection is not emulated',
    remedy: 'Turn conflict resolution off',
  });
}

const missing = (logicalId: string, property: string, reason: string) =>
  new DefinitionError({ logicalId, property, reason, remedy: 'Correct the definition' });
