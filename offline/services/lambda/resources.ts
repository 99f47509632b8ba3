import { stableUuid } from '../../kernel/ids.ts';
import type { IdentityRequest, ResourceSupport } from '../../kernel/resource.ts';
import { bareName } from './names.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

const functionArn = ({ region, account }: IdentityRequest, name: unknown) =>
  `arn:aws:lambda:${region}:${account}:function:${bareName(text(name) ?? '')}`;

/** The CloudFormation types that Lambda takes. */
export const RESOURCES = {
  'AWS::Lambda::Function': {
    identify(request) {
      const name = text(request.property('FunctionName')) ?? request.physicalName(64);
      return { ref: name, attributes: { Arn: functionArn(request, name) } };
    },
    honoured: [
      'Code',
      'DeadLetterConfig',
      'Description',
      'Environment',
      'FunctionName',
      'Handler',
      'Layers',
      'LoggingConfig',
      'MemorySize',
      'PackageType',
      'ReservedConcurrentExecutions',
      'Role',
      'Runtime',
      'Tags',
      'Timeout',
    ],
    ignored: {
      Architectures: 'this machine has its own',
      CodeSigningConfigArn: 'the code comes from this machine',
      EphemeralStorage: '/tmp is this machine’s',
      FileSystemConfigs: 'no file systems are mounted: use folders of this machine',
      KmsKeyArn: 'the environment is not encrypted here',
      RecursiveLoop: 'loops are not watched for',
      RuntimeManagementConfig: 'this machine’s Node runs',
      SnapStart: 'environments start in milliseconds',
      TracingConfig: 'the trace header is passed on; no traces are collected',
      VpcConfig: 'functions share this machine’s network',
    },
  },
  'AWS::Lambda::EventSourceMapping': {
    identify(request) {
      const id = stableUuid(request.stackPath, request.logicalId);
      const { region, account } = request;
      return {
        ref: id,
        attributes: { Id: id, EventSourceMappingArn: `arn:aws:lambda:${region}:${account}:event-source-mapping:${id}` },
      };
    },
    honoured: [
      'BatchSize',
      'BisectBatchOnFunctionError',
      'DestinationConfig',
      'Enabled',
      'EventSourceArn',
      'FilterCriteria',
      'FunctionName',
      'FunctionResponseTypes',
      'MaximumBatchingWindowInSeconds',
      'MaximumRecordAgeInSeconds',
      'MaximumRetryAttempts',
      'ParallelizationFactor',
      'ScalingConfig',
      'StartingPosition',
      'StartingPositionTimestamp',
      'TumblingWindowInSeconds',
    ],
    ignored: {
      KmsKeyArn: 'filters are not encrypted here',
      MetricsConfig: 'no metrics of mappings are collected',
      ProvisionedPollerConfig: 'pollers cost nothing here',
    },
  },
  'AWS::Lambda::EventInvokeConfig': {
    identify: (request) => ({ ref: request.letters(20) }),
    honoured: ['DestinationConfig', 'FunctionName', 'MaximumEventAgeInSeconds', 'MaximumRetryAttempts', 'Qualifier'],
  },
  'AWS::Lambda::Version': {
    identify(request) {
      const arn = `${functionArn(request, request.property('FunctionName'))}:1`;
      return { ref: arn, attributes: { Version: '1', FunctionArn: arn } };
    },
    honoured: ['FunctionName'],
    ignored: {
      CodeSha256: 'one version runs',
      Description: 'text',
      FunctionScalingConfig: 'one machine',
      ProvisionedConcurrencyConfig: 'environments start in milliseconds',
      RuntimePolicy: 'this machine’s Node runs',
    },
  },
  'AWS::Lambda::Alias': {
    identify(request) {
      const arn = `${functionArn(request, request.property('FunctionName'))}:${text(request.property('Name')) ?? ''}`;
      return { ref: arn, attributes: { AliasArn: arn } };
    },
    honoured: ['FunctionName', 'FunctionVersion', 'Name', 'Description'],
    ignored: {
      ProvisionedConcurrencyConfig: 'environments start in milliseconds',
      RoutingConfig: 'one version runs, and gets everything',
    },
  },
  'AWS::Lambda::LayerVersion': {
    identify(request) {
      const { region, account } = request;
      const name = text(request.property('LayerName')) ?? request.physicalName(64);
      const arn = `arn:aws:lambda:${region}:${account}:layer:${name}:1`;
      return { ref: arn, attributes: { LayerVersionArn: arn } };
    },
    honoured: ['Content', 'LayerName'],
    ignored: {
      CompatibleArchitectures: 'this machine has its own',
      CompatibleRuntimes: 'text',
      Description: 'text',
      LicenseInfo: 'text',
    },
  },
  'AWS::Lambda::Url': {
    identify(request) {
      const arn = functionArn(request, request.property('TargetFunctionArn'));
      return {
        ref: arn,
        attributes: { FunctionArn: arn, FunctionUrl: `${request.endpoint}/lambda-url/${bareName(arn)}/` },
      };
    },
    honoured: ['AuthType', 'Cors', 'InvokeMode', 'TargetFunctionArn'],
    ignored: { Qualifier: 'one version runs' },
  },
  'AWS::Lambda::Permission': {
    identify: (request) => ({ ref: request.physicalName(100) }),
    honoured: [
      'Action',
      'EventSourceToken',
      'FunctionName',
      'FunctionUrlAuthType',
      'Principal',
      'SourceAccount',
      'SourceArn',
    ],
    ignored: {
      InvokedViaFunctionUrl: 'services of the backend may call its functions',
      PrincipalOrgID: 'there is one account',
    },
  },
} as const satisfies Record<string, ResourceSupport>;
