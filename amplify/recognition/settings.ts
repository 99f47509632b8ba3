import type { Stack } from 'aws-cdk-lib';

/** Under whose leave and by which project Bedrock Data Automation reads; ARNs. */
export interface RecognitionSettings {
  readonly profileArn: string;
  readonly projectArn: string;
}

/** The project that every account has: standard output as it is by default. */
const publicProject = 'public-default';

/**
 * What the deployment's environment says of the recognition of scans: `DATA_AUTOMATION_PROFILE` turns it on, by an ARN or
 * the name of a profile such as `us.data-automation-v1`; `DATA_AUTOMATION_PROJECT` is an ARN, else the public project.
 * @throws Error that names the variable which is neither
 */
export function recognitionSettings(
  env: Readonly<Record<string, string | undefined>>,
  { partition, region, account }: Pick<Stack, 'partition' | 'region' | 'account'>,
): RecognitionSettings | undefined {
  const { DATA_AUTOMATION_PROFILE: profile, DATA_AUTOMATION_PROJECT: project } = env;
  if (!profile) return undefined;
  const bedrock = `arn:${partition}:bedrock:${region}`;
  return {
    profileArn: isName(profile)
      ? `${bedrock}:${account}:data-automation-profile/${profile}`
      : arnOf('DATA_AUTOMATION_PROFILE', profile, 'data-automation-profile'),
    projectArn: project
      ? arnOf('DATA_AUTOMATION_PROJECT', project, 'data-automation-project')
      : `${bedrock}:aws:data-automation-project/${publicProject}`,
  };
}

const isName = (text: string) => /^[a-z][a-z-]*\.data-automation-[a-z0-9]+$/.test(text);

function arnOf(variable: string, value: string, resource: string): string {
  if (new RegExp(`^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:(?:aws|\\d{12}):${resource}/[\\w.-]+$`).test(value)) return value;
  throw new Error(
    `${variable} is ${JSON.stringify(value)}, which is no ARN of a ${resource}. Correct it, or unset it.`,
  );
}
