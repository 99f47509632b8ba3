import { createHash } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { DefinitionError } from '../../kernel/errors.ts';
import type { Resource } from '../../kernel/resource.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { FunctionDefinition } from '../../lambda/definition.ts';

/** The variable by which a function asks for a process of its own with a memory limit; it means nothing in the cloud. */
const ISOLATION = 'OFFLINE_ISOLATION';

const Tags = z.array(z.object({ Key: z.string(), Value: z.string() })).default([]);

export const Destinations = z.object({
  OnFailure: z.object({ Destination: z.string().optional() }).optional(),
  OnSuccess: z.object({ Destination: z.string().optional() }).optional(),
});

const FunctionProperties = z.object({
  Code: z.object({ S3Key: z.string().optional(), ZipFile: z.string().optional(), ImageUri: z.string().optional() }),
  PackageType: z.enum(['Zip', 'Image']).default('Zip'),
  Handler: z.string().default('index.handler'),
  Runtime: z.string().default(''),
  Role: z.string(),
  MemorySize: z.coerce.number().int().min(128).max(10_240).default(128),
  Timeout: z.coerce.number().int().min(1).max(900).default(3),
  Description: z.string().default(''),
  ReservedConcurrentExecutions: z.coerce.number().int().min(0).optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).default({ Variables: {} }),
  Layers: z.array(z.string()).max(5).default([]),
  LoggingConfig: z
    .object({
      LogFormat: z.enum(['Text', 'JSON']).optional(),
      LogGroup: z.string().optional(),
      ApplicationLogLevel: z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']).optional(),
    })
    .default({}),
  DeadLetterConfig: z.object({ TargetArn: z.string().optional() }).default({}),
  Tags,
});

export type MadeFunction = {
  definition: FunctionDefinition;
  deadLetterArn: string | undefined;
  tags: Readonly<Record<string, string>>;
};

/** A function as the app defines it. `layers`: folders of the app's layers by their ARN. @throws DefinitionError */
export function toFunction(
  resource: Resource,
  context: ServiceContext,
  layers: ReadonlyMap<string, string>,
): MadeFunction {
  const properties = parse(FunctionProperties, resource);
  const { S3Key, ZipFile } = properties.Code;
  const isFramework = isOfFramework(resource);
  if (!isFramework) refuse(resource, properties);
  const logging = properties.LoggingConfig;
  const code = S3Key ? context.asset(S3Key) : writeInline(ZipFile ?? '', resource.ref, context);
  if (!isFramework) refuseArchive(resource, 'Code', code);
  return {
    deadLetterArn: properties.DeadLetterConfig.TargetArn,
    tags: Object.fromEntries(properties.Tags.map(({ Key, Value }) => [Key, Value])),
    definition: {
      name: resource.ref,
      arn: String(resource.attributes.Arn),
      handler: properties.Handler,
      runtime: properties.Runtime,
      roleArn: properties.Role,
      codeFolder: code,
      codeSha256: createHash('sha256')
        .update(S3Key ?? ZipFile ?? '')
        .digest('base64'),
      memoryMb: properties.MemorySize,
      timeoutMs: properties.Timeout * 1000,
      variables: properties.Environment.Variables,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      logFormat: logging.LogFormat ?? 'Text',
      ...(logging.ApplicationLogLevel ? { applicationLogLevel: logging.ApplicationLogLevel } : {}),
      logGroup: logging.LogGroup ?? `/aws/lambda/${resource.ref}`,
      description: properties.Description,
      lastModified: timestamp(context.clock.now()),
      layers: isFramework ? [] : layerFolders(resource, properties.Layers, layers, context),
      isolation: isolationOf(resource, properties.Environment.Variables),
    },
  };
}

export const timestamp = (now: number): string => new Date(now).toISOString().replace('Z', '+0000');

/** The CDK's own functions behind custom resources: the assembly does their work, so they are never called. */
const isOfFramework = ({ path: place, logicalId }: Resource) =>
  /\/(Custom::|AWSCDK|@aws-cdk--)/.test(place) ||
  /^(Custom(CDK|S3)|AWSCDK|AWS679f53)|CustomProviderframework/.test(logicalId);

/** What the assembly's table does not judge already (runtimes, images). */
function refuse({ logicalId }: Resource, { DeadLetterConfig }: z.infer<typeof FunctionProperties>): void {
  const deadLetters = DeadLetterConfig.TargetArn;
  if (deadLetters !== undefined && !deadLetters.startsWith('arn:aws:sqs:')) {
    throw new DefinitionError({
      logicalId,
      property: 'DeadLetterConfig.TargetArn',
      reason: 'topics receive nothing offline',
      remedy: 'Use a queue, or an EventInvokeConfig with a destination that works offline.',
    });
  }
}

function refuseArchive({ logicalId }: Resource, property: string, file: string): void {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return;
  throw new DefinitionError({
    logicalId,
    property,
    reason: `${path.basename(file)} is an archive`,
    remedy: 'Give its folder instead: Code.fromAsset("folder").',
  });
}

function isolationOf({ logicalId }: Resource, variables: Readonly<Record<string, string>>): 'thread' | 'process' {
  const wanted = variables[ISOLATION] ?? 'thread';
  if (wanted === 'thread' || wanted === 'process') return wanted;
  throw new DefinitionError({
    logicalId,
    property: `Environment.Variables.${ISOLATION}`,
    reason: `${wanted} is unknown`,
    remedy: 'Use process (a process of its own with a memory limit) or thread.',
  });
}

function layerFolders(
  { logicalId }: Resource,
  arns: readonly string[],
  layers: ReadonlyMap<string, string>,
  { log }: ServiceContext,
): string[] {
  return arns.flatMap((arn) => {
    const folder = layers.get(arn);
    if (folder !== undefined) return [folder];
    log.warn(`${logicalId}.Layers: ${arn} is not of this app and is left out`, {
      remedy: 'Bundle what the function needs from it, or define the layer in the app.',
    });
    return [];
  });
}

const LayerProperties = z.object({ Content: z.object({ S3Key: z.string() }) });

/** A layer's folder by its ARN, from the cloud assembly; undefined for those of the CDK's own functions. */
export function toLayer(resource: Resource, context: ServiceContext): readonly [string, string] | undefined {
  if (isOfFramework(resource) || /AwsCliLayer/.test(`${resource.path}${resource.logicalId}`)) return undefined;
  const { Content } = parse(LayerProperties, resource);
  const folder = context.asset(Content.S3Key);
  refuseArchive(resource, 'Content', folder);
  return [resource.ref, folder];
}

function writeInline(code: string, name: string, { blobFolder }: ServiceContext): string {
  const folder = path.join(blobFolder, 'inline', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{}\n');
  writeFileSync(path.join(folder, 'index.js'), code);
  return folder;
}

/** A resource's properties in a shape. @throws DefinitionError naming the property. */
export function parse<Output>(schema: z.ZodType<Output>, { logicalId, properties }: Resource): Output {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new DefinitionError({
    logicalId,
    property: issue?.path.join('.') ?? '',
    reason: issue?.message ?? 'is malformed',
    remedy: 'Change it in amplify/.',
  });
}
