import type { ResourceSupport } from '../../kernel/resource.ts';

const SCRIPTED = 'nothing is recognized offline: the script says what jobs bring';

/** Projects are named, so that functions and policies that speak of them fit; how they read is not looked at. */
export const RESOURCES = {
  'AWS::Bedrock::DataAutomationProject': {
    identify({ region, account, letters }) {
      const arn = `arn:aws:bedrock:${region}:${account}:data-automation-project/${letters(12)}`;
      return { ref: arn, attributes: { ProjectArn: arn, ProjectStage: 'LIVE', Status: 'COMPLETED' } };
    },
    honoured: [],
    ignored: Object.fromEntries(
      [
        ...['CustomOutputConfiguration', 'KmsEncryptionContext', 'KmsKeyId', 'OverrideConfiguration'],
        ...['ProjectDescription', 'ProjectName', 'ProjectType', 'StandardOutputConfiguration', 'Tags'],
      ].map((name) => [name, SCRIPTED]),
    ),
  },
} as const satisfies Record<string, ResourceSupport>;
