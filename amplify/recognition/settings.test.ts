import { describe, expect, it } from 'vitest';
import { recognitionSettings } from './settings.ts';

const stack = { partition: 'aws', region: 'us-east-1', account: '123456789012' };
const profile = 'arn:aws:bedrock:us-east-1:123456789012:data-automation-profile/us.data-automation-v1';

describe('the recognition of scans', () => {
  it('is off where nothing is said of it, whatever project is named', () => {
    expect(recognitionSettings({}, stack)).toBeUndefined();
    expect(recognitionSettings({ DATA_AUTOMATION_PROFILE: '', DATA_AUTOMATION_PROJECT: 'x' }, stack)).toBeUndefined();
  });

  it('is done by the public project unless another is named', () => {
    const projectArn = 'arn:aws:bedrock:us-east-1:aws:data-automation-project/public-default';
    for (const named of ['us.data-automation-v1', profile]) {
      expect(recognitionSettings({ DATA_AUTOMATION_PROFILE: named }, stack)).toEqual({
        profileArn: profile,
        projectArn,
      });
    }
    const own = 'arn:aws:bedrock:us-east-1:123456789012:data-automation-project/0a1b2c3d4e5f';
    const env = { DATA_AUTOMATION_PROFILE: profile, DATA_AUTOMATION_PROJECT: own };
    expect(recognitionSettings(env, stack)).toEqual({ profileArn: profile, projectArn: own });
  });

  it('is not guessed', () => {
    expect(() => recognitionSettings({ DATA_AUTOMATION_PROFILE: 'yes' }, stack)).toThrow(
      'DATA_AUTOMATION_PROFILE is "yes", which is no ARN of a data-automation-profile',
    );
    const env = { DATA_AUTOMATION_PROFILE: profile, DATA_AUTOMATION_PROJECT: profile };
    expect(() => recognitionSettings(env, stack)).toThrow('no ARN of a data-automation-project');
  });
});
