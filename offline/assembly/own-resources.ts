import type { IdentityRequest, ResourceSupport } from '../kernel/resource.ts';
import { referenceAuthSupport } from './reference-auth.ts';
import { textOf } from './values.ts';

const named =
  (property: string, arn: (name: string, request: IdentityRequest) => string, refIsArn = false) =>
  (request: IdentityRequest) => {
    const name = textOf(request.property(property)) || request.physicalName(64);
    const Arn = arn(name, request);
    return { ref: refIsArn ? Arn : name, attributes: { Arn } };
  };

const iamPath = (request: IdentityRequest) => textOf(request.property('Path')) || '/';

/** Types that the assembly itself takes: what they say goes into the policy store or into other resources. */
export const OWN_RESOURCES: Readonly<Record<string, ResourceSupport>> = {
  'AWS::IAM::Role': {
    identify: named('RoleName', (name, request) => `arn:aws:iam::${request.account}:role${iamPath(request)}${name}`),
    honoured: [
      'AssumeRolePolicyDocument',
      'ManagedPolicyArns',
      'MaxSessionDuration',
      'Path',
      'PermissionsBoundary',
      'Policies',
      'RoleName',
    ],
    ignored: { Description: 'text', Tags: 'not used offline' },
  },
  'AWS::IAM::Policy': {
    identify: named('PolicyName', (name) => name),
    honoured: ['PolicyDocument', 'PolicyName', 'Roles'],
  },
  'AWS::IAM::RolePolicy': {
    identify: named('PolicyName', (name) => name),
    honoured: ['PolicyDocument', 'PolicyName', 'RoleName'],
  },
  'AWS::IAM::ManagedPolicy': {
    identify: named(
      'ManagedPolicyName',
      (name, request) => `arn:aws:iam::${request.account}:policy${iamPath(request)}${name}`,
      true,
    ),
    honoured: ['PolicyDocument', 'ManagedPolicyName', 'Path', 'Roles', 'Description'],
  },
  'AWS::CloudFormation::Stack': {
    identify: (request) => ({
      ref: `arn:aws:cloudformation:${request.region}:${request.account}:stack/${request.physicalName(128)}/${request.letters(12)}`,
    }),
    honoured: ['TemplateURL', 'Parameters'],
    ignored: { Tags: 'not used offline', TimeoutInMinutes: 'nothing is waited for' },
  },
  'Custom::AmplifyRefAuth': referenceAuthSupport,
};
