import type { IdentityRequest, ResourceSupport } from '../../kernel/resource.ts';

const SCRIPTED = 'no agent runs offline: the model script answers in its place';

/** Properties that only the agent itself would show, with the one reason why it does no harm to pass them by. */
const passedBy = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, SCRIPTED]));

const arn = ({ region, account }: IdentityRequest, service: string, path: string) =>
  `arn:aws:${service}:${region}:${account}:${path}`;

/** Agents are named, so that functions and policies that speak of them fit; what they are made of is not looked at. */
export const RESOURCES = {
  'AWS::Bedrock::Agent': {
    identify(request) {
      const id = request.letters(10).toUpperCase();
      const AgentArn = arn(request, 'bedrock', `agent/${id}`);
      return { ref: id, attributes: { AgentId: id, AgentArn, AgentVersion: 'DRAFT', AgentStatus: 'PREPARED' } };
    },
    honoured: [],
    ignored: passedBy(
      ...['ActionGroups', 'AgentCollaboration', 'AgentCollaborators', 'AgentName', 'AgentResourceRoleArn'],
      ...['AutoPrepare', 'CustomerEncryptionKeyArn', 'CustomOrchestration', 'Description', 'FoundationModel'],
      ...['GuardrailConfiguration', 'IdleSessionTTLInSeconds', 'Instruction', 'KnowledgeBases', 'MemoryConfiguration'],
      ...[
        'OrchestrationType',
        'PromptOverrideConfiguration',
        'SkipResourceInUseCheckOnDelete',
        'Tags',
        'TestAliasTags',
      ],
    ),
  },
  'AWS::Bedrock::AgentAlias': {
    identify(request) {
      const agent = String(request.property('AgentId'));
      const id = request.letters(10).toUpperCase();
      const AgentAliasArn = arn(request, 'bedrock', `agent-alias/${agent}/${id}`);
      return {
        ref: `${agent}|${id}`,
        attributes: { AgentAliasId: id, AgentAliasArn, AgentAliasStatus: 'PREPARED' },
      };
    },
    honoured: ['AgentId'],
    ignored: passedBy('AgentAliasName', 'Description', 'RoutingConfiguration', 'Tags'),
  },
  'AWS::BedrockAgentCore::Runtime': {
    identify(request) {
      const name = request.property('AgentRuntimeName');
      const own = typeof name === 'string' ? name : request.physicalName(48).replaceAll('-', '_');
      const AgentRuntimeId = `${own}-${request.letters(10)}`;
      const AgentRuntimeArn = arn(request, 'bedrock-agentcore', `runtime/${AgentRuntimeId}`);
      return {
        ref: AgentRuntimeId,
        attributes: { AgentRuntimeId, AgentRuntimeArn, AgentRuntimeVersion: '1', Status: 'READY' },
      };
    },
    honoured: ['AgentRuntimeName'],
    ignored: passedBy(
      ...['AgentRuntimeArtifact', 'Description', 'EnvironmentVariables'],
      ...['FilesystemConfigurations', 'LifecycleConfiguration', 'NetworkConfiguration', 'ProtocolConfiguration'],
      ...['RequestHeaderConfiguration', 'RoleArn', 'Tags'],
    ),
  },
  'AWS::BedrockAgentCore::RuntimeEndpoint': {
    identify(request) {
      const runtime = String(request.property('AgentRuntimeId'));
      const name = String(request.property('Name'));
      const AgentRuntimeEndpointArn = arn(request, 'bedrock-agentcore', `runtime/${runtime}/runtime-endpoint/${name}`);
      return {
        ref: AgentRuntimeEndpointArn,
        attributes: {
          AgentRuntimeEndpointArn,
          AgentRuntimeArn: arn(request, 'bedrock-agentcore', `runtime/${runtime}`),
          Id: name,
          Status: 'READY',
        },
      };
    },
    honoured: ['AgentRuntimeId', 'Name'],
    ignored: passedBy('AgentRuntimeVersion', 'Description', 'Tags'),
  },
} as const satisfies Record<string, ResourceSupport>;
