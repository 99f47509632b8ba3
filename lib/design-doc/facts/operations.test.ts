import { describe, expect, it } from 'vitest';
import { scanSource } from '#lib/scan/scan';
import { sourceOf } from '#lib/scan/source/source';
import { sharersOf } from '../capacity/work-per-request.ts';
import { plainText } from '../content.ts';
import { createContext } from '../context.ts';
import { buildApiContracts } from '../phases/apis-events.ts';
import { buildSecurityFlows } from '../phases/security.ts';
import { ordersInput } from '../testing/orders-input.ts';
import { openOperations } from './authorizers.ts';
import { distinctOperations } from './operations.ts';

const auth = `      Auth:
        DefaultAuthorizer: Cog
        Authorizers: { Cog: { UserPoolArn: arn:aws:cognito-idp:us-east-1:111122223333:userpool/x } }
`;
const template = (prefix: string, isProtected: boolean, stage = 'p') => `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  ${prefix}Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: ${stage}
${isProtected ? auth : ''}
  ${prefix}Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      CodeUri: s3://b/k
      Events:
        E: { Type: Api, Properties: { Path: /items, Method: get, RestApiId: !Ref ${prefix}Api } }
`;
const openApi = `openapi: 3.0.3
info: { title: Items, version: '1' }
paths:
  /items:
    get: { responses: { '200': { description: items } } }
`;

function contextOf(files: Readonly<Record<string, string>>) {
  const source = sourceOf(Object.entries(files).map(([path, text]) => ({ path, text })));
  const input = { ...ordersInput, model: scanSource(source), answers: {} };
  return createContext(input, input);
}
const openIn = (files: Readonly<Record<string, string>>) =>
  openOperations(contextOf(files), 'security-flows').map(({ target }) => target);
const answering = (files: Readonly<Record<string, string>>) =>
  distinctOperations(contextOf(files).index).map(({ target }) => target);
const two = { 'a/template.yaml': template('A', true), 'b/template.yaml': template('B', false) };

describe('the same path of two APIs', () => {
  it('is two operations, of which the open one is told', () => {
    expect(openIn(two)).toEqual(['BFn']);
    expect(sharersOf(contextOf(two).index)).toBe(2);
  });

  it('has a row and a claim for each in the contracts, and is told apart in the table of authentication', () => {
    const context = contextOf(two);
    const contracts = buildApiContracts(context).blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
    expect(contracts.map((row) => row.slice(0, 4).map(plainText))).toEqual([
      ['GET', '/items', 'AFn', expect.stringContaining('Cog')],
      ['GET', '/items', 'BFn', 'nothing that the source shows'],
    ]);
    const claims = context.claims.all().filter(({ about }) => about?.element.startsWith('api:'));
    expect(claims.map(({ text, sources }) => [text, sources[0]?.id])).toEqual([
      ['GET /items is answered by AFn.', 'a/template.yaml'],
      ['GET /items is answered by BFn.', 'b/template.yaml'],
    ]);
    const flows = buildSecurityFlows(context).blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
    expect(flows.map(([name]) => plainText(name ?? []))).toEqual(['GET /items to AFn', 'GET /items to BFn']);
  });

  it('is two also where copies of a template protect it differently', () => {
    const copies = { 'a/template.yaml': template('My', true), 'b/template.yaml': template('My', false) };
    expect(openIn(copies)).toEqual(['MyFn']);
    expect(sharersOf(contextOf(copies).index)).toBe(2);
    const implicit = (authorizer: string) => `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Events:
        E: { Type: Api, Properties: { Path: /items, Method: get, Auth: { Authorizer: ${authorizer} } } }
`;
    expect(openIn({ 'a/template.yaml': implicit('AWS_IAM'), 'b/template.yaml': implicit('NONE') })).toEqual(['Fn']);
  });
});

describe('one operation', () => {
  it('is an OpenAPI description and the template that deploys it, in whichever order they come', () => {
    expect(answering({ 'api/openapi.yaml': openApi, 'template.yaml': template('My', true) })).toEqual(['MyFn']);
    expect(answering({ 'template.yaml': template('My', true), 'z/openapi.yaml': openApi })).toEqual(['MyFn']);
    expect(answering({ ...two, 'c/openapi.yaml': openApi })).toEqual(['AFn', 'BFn']);
  });

  it('is what copies of a template say alike, whatever else differs between them', () => {
    const copies = { 'dev.yaml': template('My', true, 'dev'), 'prod.yaml': template('My', true, 'prod') };
    expect(answering(copies)).toEqual(['MyFn']);
  });
});
