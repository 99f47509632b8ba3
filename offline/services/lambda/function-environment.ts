import type { ServiceContext } from '../../kernel/service.ts';
import type { FunctionDefinition } from '../../lambda/definition.ts';

const DAY_MS = 86_400_000;
const CREDENTIALS_MS = 12 * 60 * 60 * 1000;

export type FunctionEnvironment = {
  readonly variables: Readonly<Record<string, string>>;
  /** When the credentials in it end, in milliseconds of the backend's clock. */
  readonly expiresAt: number;
  /** The same as long as the secrets in it are. */
  readonly secrets: string;
};

/** Where a function's log lines of a day go: `YYYY/MM/DD/[$LATEST]offline`, for all of its environments. */
export const logStreamName = (now: number): string =>
  `${new Date(now).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]offline`;

/** All variables of a function: its own with secrets in place, the runtime's, its role's credentials, this backend. */
export function environmentOf(definition: FunctionDefinition, context: ServiceContext): FunctionEnvironment {
  const { credentials, clock, region } = context;
  const expiresAt = clock.now() + CREDENTIALS_MS;
  const issued = credentials.issue(
    { kind: 'role', roleArn: definition.roleArn, sessionName: definition.name },
    // A moved clock recycles environments by `expiresAt`; the credentials themselves last longer than any event.
    expiresAt + DAY_MS,
  );
  // An IP address: the S3 client would put a bucket's name before `localhost`.
  const endpoint = context.endpoint.replace('//localhost', '//127.0.0.1');
  return {
    expiresAt,
    secrets: secretsOf(definition, context),
    variables: {
      PATH: process.env.PATH ?? '',
      LANG: 'en_US.UTF-8',
      TZ: ':UTC',
      ...ownVariables(definition, context),
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
      AWS_LAMBDA_FUNCTION_NAME: definition.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroup,
      AWS_LAMBDA_LOG_STREAM_NAME: logStreamName(clock.now()),
      AWS_LAMBDA_LOG_FORMAT: definition.logFormat,
      AWS_ACCESS_KEY_ID: issued.accessKeyId,
      AWS_SECRET_ACCESS_KEY: issued.secretAccessKey,
      AWS_SESSION_TOKEN: issued.sessionToken,
      AWS_ENDPOINT_URL: endpoint,
      AWS_EC2_METADATA_DISABLED: 'true',
      LAMBDA_TASK_ROOT: definition.codeFolder,
      LAMBDA_RUNTIME_DIR: definition.codeFolder,
      // `/opt` cannot be mounted without root: functions that read files of a layer look here.
      ...(definition.layers?.length ? { OFFLINE_LAYERS: definition.layers.join(':') } : {}),
      _HANDLER: definition.handler,
    },
  };
}

/** Changes when a secret or parameter that the function is given changes. */
export function secretsOf(definition: FunctionDefinition, context: ServiceContext): string {
  const paths = parameterPaths(definition);
  return paths.length === 0
    ? ''
    : JSON.stringify(paths.map(({ path, sharedPath }) => lookUp(context, path, sharedPath)));
}

/** Secrets and parameters that functions are given and nobody has set, each with how to set it. */
export function missingSecrets(definitions: readonly FunctionDefinition[], context: ServiceContext): string[] {
  const missing = definitions.flatMap((definition) =>
    parameterPaths(definition)
      .filter(({ path, sharedPath }) => lookUp(context, path, sharedPath) === undefined)
      .map(({ path }) => ({ secret: secretName(path), user: definition.name })),
  );
  return [...Map.groupBy(missing, ({ secret }) => secret)].map(([secret, uses]) => {
    const users = [...new Set(uses.map(({ user }) => user))].join(', ');
    return `the secret ${secret} is not set, and ${users} would be given none: npm run offline -- secret set ${secret}`;
  });
}

const secretName = (path: string) => path.split('/').at(-1) ?? path;

function ownVariables(definition: FunctionDefinition, context: ServiceContext): Record<string, string> {
  const variables = { ...definition.variables };
  for (const { name, path, sharedPath } of parameterPaths(definition)) {
    const value = lookUp(context, path, sharedPath);
    if (value === undefined) {
      Reflect.deleteProperty(variables, name);
      context.log.warn(`the value of ${name} is not set for ${definition.name}`, {
        remedy: `npm run offline -- secret set ${secretName(path)}`,
      });
    } else variables[name] = value;
  }
  // With values in place Amplify's banner has nothing left to ask the parameter store for.
  if ('AMPLIFY_SSM_ENV_CONFIG' in variables) variables.AMPLIFY_SSM_ENV_CONFIG = '{}';
  return variables;
}

type ParameterPath = { name: string; path: string; sharedPath: string | undefined };

const pathsByDefinition = new WeakMap<FunctionDefinition, readonly ParameterPath[]>();

/** Which variables Amplify would fill from the parameter store at start. */
function parameterPaths(definition: FunctionDefinition): readonly ParameterPath[] {
  const known = pathsByDefinition.get(definition) ?? readParameterPaths(definition);
  pathsByDefinition.set(definition, known);
  return known;
}

function readParameterPaths({ variables }: FunctionDefinition): ParameterPath[] {
  const config: unknown = JSON.parse(variables.AMPLIFY_SSM_ENV_CONFIG ?? '{}');
  return Object.entries(config ?? {}).flatMap(([name, entry]: [string, unknown]) => {
    const { path, sharedPath } = (entry ?? {}) as { path?: unknown; sharedPath?: unknown };
    if (typeof path !== 'string') return [];
    return [{ name, path, sharedPath: typeof sharedPath === 'string' ? sharedPath : undefined }];
  });
}

function lookUp({ bus }: ServiceContext, path: string, sharedPath: string | undefined): string | undefined {
  const ssm = bus.find('ssm');
  return ssm?.value(path) ?? (sharedPath ? ssm?.value(sharedPath) : undefined) ?? ssm?.secret(secretName(path));
}
