import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { FunctionDefinition } from '../../../lambda/definition.ts';
import { authorize, functionFor, type LambdaApp, pageOf } from '../app.ts';
import { FunctionName, OneFunction, Page } from './input.ts';

/** A function as the API shows it. */
function configuration(app: LambdaApp, definition: FunctionDefinition, version = '$LATEST') {
  const deadLetters = app.configs.deadLetters(definition.name);
  return {
    FunctionName: definition.name,
    FunctionArn: version === '$LATEST' ? definition.arn : `${definition.arn}:${version}`,
    Runtime: definition.runtime,
    Role: definition.roleArn,
    Handler: definition.handler,
    CodeSize: 0,
    Description: definition.description,
    Timeout: definition.timeoutMs / 1000,
    MemorySize: definition.memoryMb,
    LastModified: definition.lastModified,
    CodeSha256: definition.codeSha256,
    Version: version,
    ...(deadLetters ? { DeadLetterConfig: { TargetArn: deadLetters } } : {}),
    Environment: { Variables: definition.variables },
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: definition.codeSha256,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: [process.arch === 'arm64' ? 'arm64' : 'x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: {
      LogFormat: definition.logFormat,
      LogGroup: definition.logGroup,
      ...(definition.logFormat === 'JSON' ? { ApplicationLogLevel: definition.applicationLogLevel ?? 'INFO' } : {}),
    },
  };
}

export const listFunctions = defineOperation({
  schema: z.object({ ...Page, FunctionVersion: z.enum(['ALL']).optional() }),
  execute(app: LambdaApp, input, call) {
    authorize(app, call, 'ListFunctions', '*');
    const all = app.functions.list().flatMap((definition) => {
      const versions = input.FunctionVersion ? versionsOf(app, definition.name) : ['$LATEST'];
      return versions.map((version) => configuration(app, definition, version));
    });
    const { page, ...next } = pageOf(all, input);
    return { Functions: page, ...next };
  },
});

export const getFunctionConfiguration = defineOperation({
  schema: OneFunction,
  execute(app: LambdaApp, input, call) {
    const definition = functionFor(app, call, 'GetFunctionConfiguration', input);
    return configuration(app, definition, app.functions.version(input.FunctionName, input.Qualifier));
  },
});

export const getFunction = defineOperation({
  schema: OneFunction,
  execute(app: LambdaApp, input, call) {
    const definition = functionFor(app, call, 'GetFunction', input);
    const { reservedConcurrency } = definition;
    const tags = tagsOf(app, definition.name);
    return {
      Configuration: configuration(app, definition, app.functions.version(input.FunctionName, input.Qualifier)),
      Code: { RepositoryType: 'S3', Location: `file://${definition.codeFolder}` },
      ...(Object.keys(tags).length > 0 ? { Tags: tags } : {}),
      ...(reservedConcurrency === undefined
        ? {}
        : { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } }),
    };
  },
});

const RESERVED = /^(AWS_|LAMBDA_|_HANDLER$|_X_AMZN)/;

export const updateFunctionConfiguration = defineOperation({
  schema: z.object({
    FunctionName,
    Description: z.string().max(256).optional(),
    Environment: z.object({ Variables: z.record(z.string(), z.string()).default({}) }).optional(),
    Handler: z.string().max(128).optional(),
    MemorySize: z.number().int().min(128).max(10_240).optional(),
    Role: z
      .string()
      .regex(/^arn:aws:iam::\d{12}:role\/.+$/)
      .optional(),
    Timeout: z.number().int().min(1).max(900).optional(),
  }),
  execute(app: LambdaApp, input, call) {
    const { name } = functionFor(app, call, 'UpdateFunctionConfiguration', input);
    const variables = input.Environment?.Variables;
    const reserved = Object.keys(variables ?? {}).filter((variable) => RESERVED.test(variable));
    if (reserved.length > 0) {
      throw new ServiceError(
        'InvalidParameterValueException',
        `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
      );
    }
    const definition = app.functions.configure(name, {
      ...(input.Description === undefined ? {} : { description: input.Description }),
      ...(variables ? { variables } : {}),
      ...(input.Handler ? { handler: input.Handler } : {}),
      ...(input.MemorySize ? { memoryMb: input.MemorySize } : {}),
      ...(input.Role ? { roleArn: input.Role } : {}),
      ...(input.Timeout ? { timeoutMs: input.Timeout * 1000 } : {}),
    });
    return configuration(app, definition);
  },
});

const Arn = z.object({ Resource: z.string() });

export const listTags = defineOperation({
  schema: Arn,
  execute(app: LambdaApp, { Resource }, call) {
    const { name } = functionFor(app, call, 'ListTags', { FunctionName: Resource });
    return { Tags: tagsOf(app, name) };
  },
});

export const tagResource = defineOperation({
  schema: Arn.extend({ Tags: z.record(z.string(), z.string()) }),
  execute(app: LambdaApp, { Resource, Tags }, call) {
    const { name } = functionFor(app, call, 'TagResource', { FunctionName: Resource });
    app.state.set('tags', name, { ...tagsOf(app, name), ...Tags });
    return {};
  },
});

export const untagResource = defineOperation({
  schema: Arn.extend({ tagKeys: z.union([z.string().transform((key) => [key]), z.array(z.string())]) }),
  execute(app: LambdaApp, { Resource, tagKeys }, call) {
    const { name } = functionFor(app, call, 'UntagResource', { FunctionName: Resource });
    const kept = Object.entries(tagsOf(app, name)).filter(([key]) => !tagKeys.includes(key));
    app.state.set('tags', name, Object.fromEntries(kept));
    return {};
  },
});

const tagsOf = (app: LambdaApp, name: string): Record<string, string> =>
  (app.state.setting('tags', name) as Record<string, string> | undefined) ?? { ...app.tags.get(name) };

export const listVersionsByFunction = defineOperation({
  schema: z.object({ FunctionName, ...Page }),
  execute(app: LambdaApp, input, call) {
    const definition = functionFor(app, call, 'ListVersionsByFunction', input);
    const all = versionsOf(app, definition.name).map((version) => configuration(app, definition, version));
    const { page, ...next } = pageOf(all, input);
    return { Versions: page, ...next };
  },
});

const versionsOf = (app: LambdaApp, name: string): string[] => [
  '$LATEST',
  ...[...app.functions.qualifiers(name).keys()].filter((qualifier) => /^\d+$/.test(qualifier)),
];

function aliasesOf(app: LambdaApp, { name, arn }: FunctionDefinition) {
  return [...app.functions.qualifiers(name)]
    .filter(([qualifier]) => !/^\d+$/.test(qualifier))
    .map(([qualifier, FunctionVersion]) => ({
      AliasArn: `${arn}:${qualifier}`,
      Name: qualifier,
      FunctionVersion,
      Description: app.aliases.get(`${name}:${qualifier}`) ?? '',
      RevisionId: FunctionVersion,
    }));
}

export const listAliases = defineOperation({
  schema: z.object({ FunctionName, FunctionVersion: z.string().optional(), ...Page }),
  execute(app: LambdaApp, input, call) {
    const all = aliasesOf(app, functionFor(app, call, 'ListAliases', input)).filter(
      ({ FunctionVersion }) => input.FunctionVersion === undefined || FunctionVersion === input.FunctionVersion,
    );
    const { page, ...next } = pageOf(all, input);
    return { Aliases: page, ...next };
  },
});

export const getAlias = defineOperation({
  schema: z.object({ FunctionName, Name: z.string() }),
  execute(app: LambdaApp, input, call) {
    const definition = functionFor(app, call, 'GetAlias', input);
    const found = aliasesOf(app, definition).find(({ Name }) => Name === input.Name);
    if (found) return found;
    throw new ServiceError('ResourceNotFoundException', `Cannot find alias arn: ${definition.arn}:${input.Name}`, {
      status: 404,
    });
  },
});

export const getAccountSettings = defineOperation({
  schema: z.object({}),
  execute(app: LambdaApp, _input, call) {
    authorize(app, call, 'GetAccountSettings', '*');
    const all = app.functions.list();
    const reserved = all.reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
    return {
      AccountLimit: {
        TotalCodeSize: 80_530_636_800,
        CodeSizeUnzipped: 262_144_000,
        CodeSizeZipped: 52_428_800,
        ConcurrentExecutions: 1000,
        UnreservedConcurrentExecutions: 1000 - reserved,
      },
      AccountUsage: { TotalCodeSize: 0, FunctionCount: all.length },
    };
  },
});

/** What needs a deployment: functions are the app's, and change with it. */
export const refuseDeployment = defineOperation({
  schema: z.unknown(),
  execute() {
    throw new ServiceError(
      'UnknownOperationException',
      'Functions, versions, aliases and layers are made by the app’s definition offline: change amplify/, which is applied at once.',
      { status: 404 },
    );
  },
});
