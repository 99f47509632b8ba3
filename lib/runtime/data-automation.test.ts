import { describe, expect, it } from 'vitest';
import { AwsError } from './aws-json.ts';
import { createDataAutomation } from './data-automation.ts';

const settings = { profileArn: 'arn:profile', projectArn: 'arn:project' };
const job = { input: 's3://b/scan.pdf', output: 's3://b/out', clientToken: 'd1-1' };
const refusal = (name: string) =>
  new AwsError('InvokeDataAutomationAsync', { status: 400, text: JSON.stringify({ __type: name, message: 'no' }) });

/** A service that gives this answer. */
function service(answer: object | Error) {
  const asked: { operation: string; body: unknown }[] = [];
  const jobs = createDataAutomation(settings, (operation, body) => {
    asked.push({ operation, body: JSON.parse(body) });
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(JSON.stringify(answer));
  });
  return { asked, ...jobs };
}

describe('a job', () => {
  it('is asked for with its token, and that its end be told', async () => {
    const { asked, ...jobs } = service({ invocationArn: 'arn:1' });
    expect(await jobs.begin(job)).toEqual({ ok: true, invocationArn: 'arn:1' });
    expect(asked).toEqual([
      {
        operation: 'InvokeDataAutomationAsync',
        body: {
          clientToken: 'd1-1',
          inputConfiguration: { s3Uri: 's3://b/scan.pdf' },
          outputConfiguration: { s3Uri: 's3://b/out' },
          dataAutomationConfiguration: { dataAutomationProjectArn: 'arn:project', stage: 'LIVE' },
          dataAutomationProfileArn: 'arn:profile',
          notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } },
        },
      },
    ]);
  });

  it.each([
    ['ThrottlingException', true],
    ['ServiceQuotaExceededException', true],
    ['InternalServerException', true],
    ['AccessDeniedException', false],
    ['ValidationException', false],
    ['ResourceNotFoundException', false],
  ])('that is refused by %s is worth another attempt: %s', async (name, isPassing) => {
    expect(await service(refusal(name)).begin(job)).toMatchObject({ ok: false, isPassing, name });
  });

  it('that is answered by nobody, or by something else, is worth another attempt', async () => {
    expect(await service(new Error('did not answer')).begin(job)).toMatchObject({ ok: false, isPassing: true });
    expect(await service({ something: 'else' }).begin(job)).toMatchObject({ ok: false, isPassing: true });
  });
});

describe('the standing of a job', () => {
  const standing = (answer: object | Error) => service(answer).standing('arn:1');

  it('is told by the service’s own words', async () => {
    for (const status of ['Created', 'InProgress', 'SomethingNew', null]) {
      expect(await standing({ status })).toEqual({ kind: 'working' });
    }
    const metadataUri = 's3://b/out/1/job_metadata.json';
    expect(await standing({ status: 'Success', outputConfiguration: { s3Uri: metadataUri } })).toEqual({
      kind: 'succeeded',
      metadataUri,
    });
    expect(await standing({ status: 'Success' })).toMatchObject({ kind: 'failed', isOfService: true });
    expect(await standing({ status: 'ClientError', errorMessage: 'too large' })).toEqual({
      ...{ kind: 'failed', isOfService: false, message: 'too large' },
    });
    expect(await standing({ status: 'ServiceError' })).toMatchObject({ kind: 'failed', isOfService: true });
  });

  it('of one that the service has forgotten is that it failed; of one it does not tell of, unknown', async () => {
    expect(await standing(refusal('ResourceNotFoundException'))).toMatchObject({ kind: 'failed', isOfService: true });
    await expect(standing(refusal('ThrottlingException'))).rejects.toThrow('no');
  });
});
