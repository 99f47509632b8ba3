import { describe, expect, test } from 'vitest';
import { resourceOf } from './testing.ts';
import { lambdaStarter } from './testing-start.ts';

const start = lambdaStarter();

async function urlOf(source: string, properties: object = { AuthType: 'NONE' }) {
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:web';
  const resource = { ...resourceOf('AWS::Lambda::Url', 'url', { TargetFunctionArn: arn, ...properties }), ref: arn };
  const { services } = await start({ web: source }, { resources: [resource] });
  return `${services.endpoint}/lambda-url/web`;
}

describe('a function’s URL', () => {
  test('tells the function of the request in format 2.0', async () => {
    const url = await urlOf('export const handler = async (event) => event');
    const response = await fetch(`${url}/a%20b/c?x=1&x=2&y=z`, {
      method: 'POST',
      headers: { cookie: 'one=1; two=2', 'content-type': 'text/plain', 'x-own': 'yes' },
      body: 'hello',
    });
    expect(await response.json()).toMatchObject({
      version: '2.0',
      rawPath: '/a%20b/c',
      rawQueryString: 'x=1&x=2&y=z',
      queryStringParameters: { x: '1,2', y: 'z' },
      cookies: ['one=1', 'two=2'],
      headers: { 'x-own': 'yes' },
      requestContext: { accountId: 'anonymous', http: { method: 'POST', path: '/a%20b/c' }, stage: '$default' },
      body: 'hello',
      isBase64Encoded: false,
    });
  });

  test('answers with status, headers, cookies and bytes', async () => {
    const url = await urlOf(`export const handler = async () => ({
      statusCode: 201, headers: { 'X-A': 'b', 'Content-Type': 'image/png' }, cookies: ['c=d'],
      body: Buffer.from([1, 2, 3]).toString('base64'), isBase64Encoded: true })`);
    const response = await fetch(url);
    expect([response.status, response.headers.get('x-a'), response.headers.get('set-cookie')]).toEqual([
      201,
      'b',
      'c=d',
    ]);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2, 3]);
  });

  test('hides an error of the function', async () => {
    const url = await urlOf("export const handler = async () => { throw new Error('secret') }");
    const response = await fetch(url);
    expect([response.status, await response.json()]).toEqual([502, { Message: 'Internal Server Error' }]);
  });

  test('asks for a signature where it shall', async () => {
    const url = await urlOf('export const handler = async () => 1', { AuthType: 'AWS_IAM' });
    const response = await fetch(url);
    expect([response.status, await response.json()]).toEqual([403, { Message: 'Forbidden' }]);
  });

  test('streams, with the metadata first', async () => {
    const source = `export const handler = awslambda.streamifyResponse(async (event, stream) => {
      const body = awslambda.HttpResponseStream.from(stream, { statusCode: 202, headers: { 'content-type': 'text/css' } });
      body.write('a{'); await new Promise((r) => setTimeout(r, 5)); body.end('}') })`;
    const response = await fetch(await urlOf(source, { AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' }));
    expect([response.status, response.headers.get('content-type')]).toEqual([202, 'text/css']);
    expect(await response.text()).toBe('a{}');
  });
});
