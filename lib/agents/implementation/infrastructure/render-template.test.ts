import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { buildProjectModel } from '../project-model.ts';
import type { ImplementationInput } from '../schema.ts';
import { claimsInput, dischargeInput } from '../testing/designs.ts';
import { hostileTexts, poison } from '../testing/poison-input.ts';
import { renderTemplate } from './render-template.ts';

/** The template as the CDK reads it, which checks types, references and properties. */
async function read(input: ImplementationInput): Promise<Template> {
  const folder = await mkdtemp(path.join(tmpdir(), 'template-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const templateFile = path.join(folder, 'template.yaml');
  await writeFile(templateFile, renderTemplate(buildProjectModel(input)));
  const stack = new Stack(new App(), 'Stack');
  new CfnInclude(stack, 'Template', { templateFile });
  return Template.fromStack(stack);
}

const countOf = (template: Template, type: string) => Object.keys(template.findResources(type)).length;

it('has a table per entity, encrypted, kept, and emptied where a rule says how long', async () => {
  const template = await read(claimsInput);
  expect(countOf(template, 'AWS::DynamoDB::Table')).toBe(2);
  template.allResources('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Retain',
    Properties: { SSESpecification: { SSEEnabled: true } },
  });
  template.hasResourceProperties('AWS::DynamoDB::Table', {
    Tags: [{ Key: 'entity', Value: 'claim' }],
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  });
});

it('has a queue with dead letters and an alarm, and a function that reads it with no further rights', async () => {
  const template = await read(claimsInput);
  expect(countOf(template, 'AWS::SQS::Queue')).toBe(2);
  expect(countOf(template, 'AWS::CloudWatch::Alarm')).toBe(1);
  template.hasResourceProperties('AWS::Lambda::Function', { Handler: 'src/components/intake-function.handler' });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  expect(JSON.stringify(template.findResources('AWS::IAM::Role'))).not.toContain('"*"');
});

it('refuses regions that a rule does not allow', async () => {
  const template: unknown = (await read(claimsInput)).toJSON();
  expect(template).toMatchObject({
    Rules: {
      DataStaysInFrankfurt: {
        Assertions: [{ Assert: { 'Fn::Contains': [['eu-central-1', 'eu-central-2'], { Ref: 'AWS::Region' }] } }],
      },
    },
  });
});

it('has nothing that the design has not', async () => {
  const template = await read(dischargeInput);
  const resources = z.record(z.string(), z.looseObject({ Type: z.string() })).parse(template.toJSON()['Resources']);
  expect(Object.values(resources).map(({ Type }) => Type)).toEqual(['AWS::DynamoDB::Table']);
});

it('stays a template whatever the names are', async () => {
  const template = await read(poison(claimsInput, hostileTexts));
  expect(countOf(template, 'AWS::DynamoDB::Table')).toBe(2);
  expect(JSON.stringify(template.toJSON())).not.toContain('injected":true');
});
