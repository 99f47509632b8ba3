import { readFileSync, rmSync } from 'node:fs';
import { buildSchema, isObjectType, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { capabilityOfOperation } from '#lib/domain/access/operations';
import { consumers, queueConsumers } from '#lib/domain/events/consumers';
import { selections } from '#lib/repositories/selections';
import { acceptedFindings } from './accepted-findings.ts';
import { bundleBytes } from './functions/bundle-size.ts';
import { type Synthesis, synthesizeBackend } from './synthesis.ts';

let synthesis: Synthesis;
beforeAll(() => {
  synthesis = synthesizeBackend();
  // Ten seconds; minutes, where the machine has other things to do.
}, 600_000);
afterAll(() => rmSync(synthesis.directory, { recursive: true, force: true }));

const ofType = (type: string) => synthesis.resources.filter((resource) => resource.type === type);
const only = (type: string) => {
  const found = ofType(type);
  expect(found).toHaveLength(1);
  return found[0]?.properties ?? {};
};

describe('the templates', () => {
  it('keep clear of CloudFormation’s limits of 1 MB and 500 resources', () => {
    for (const { name, bytes, resources } of synthesis.templates) {
      expect(bytes, name).toBeLessThan(800_000);
      expect(resources, name).toBeLessThan(400);
    }
  });
});

describe('the rules of AWS Solutions', () => {
  const accepts = ({ rule, path }: { rule: string; path: string }) =>
    acceptedFindings.filter((accepted) => accepted.rule.test(rule) && accepted.path.test(path));

  it('find nothing but what is accepted with a reason', () => {
    expect(synthesis.findings.filter((finding) => accepts(finding).length === 0)).toEqual([]);
  });

  it('still find everything that is accepted, so that no exception outlives its cause', () => {
    const used = new Set(synthesis.findings.flatMap(accepts));
    expect(acceptedFindings.filter((accepted) => !used.has(accepted))).toEqual([]);
  });
});

describe('sign-in', () => {
  it('is by invitation only, with passwords of 12 characters and four classes and an optional second factor', () => {
    const pool = only('AWS::Cognito::UserPool');
    expect(pool).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ['email'],
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      UserPoolTier: 'ESSENTIALS',
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' } },
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
        },
      },
    });
  });

  it('lets no client write the organization, and no guest in', () => {
    const client = only('AWS::Cognito::UserPoolClient');
    expect(client.WriteAttributes).toEqual(['email', 'name', 'given_name', 'family_name', 'locale', 'zoneinfo']);
    expect(client.ExplicitAuthFlows).toEqual(['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']);
    expect(only('AWS::Cognito::IdentityPool').AllowUnauthenticatedIdentities).toBe(false);
  });

  it('gives access and identity for an hour, refreshing for 30 days', () => {
    expect(only('AWS::Cognito::UserPoolClient')).toMatchObject({
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 30,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
    });
  });

  it('has the four roles for groups', () => {
    const names = ofType('AWS::Cognito::UserPoolGroup').map(({ properties }) => properties.GroupName);
    expect(names.sort()).toEqual(['admin', 'architect', 'developer', 'project_manager']);
  });
});

describe('messaging', () => {
  it('has a rule per interest of a consumer, retried twice within two hours, then a dead letter', () => {
    // Those of the bus; what AWS itself tells comes on the default bus.
    const rules = ofType('AWS::Events::Rule').filter(({ properties }) => properties.EventBusName !== undefined);
    const interests = [...Object.values(consumers).flat(), ...Object.values(queueConsumers).flat()];
    expect(rules).toHaveLength(interests.length);
    for (const { properties } of rules) {
      expect(properties.Targets).toMatchObject([
        {
          RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 7200 },
          DeadLetterConfig: { Arn: expect.anything() as unknown },
        },
      ]);
    }
    for (const { properties } of ofType('AWS::Lambda::EventInvokeConfig')) {
      expect(properties).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 7200 });
      expect(properties.DestinationConfig).toMatchObject({ OnFailure: { Destination: expect.anything() as unknown } });
    }
    expect(only('AWS::Events::EventBus').Name).toBe('agentic-ai-factory-agents-test');
  });
});

describe('what functions may do', () => {
  it('is listed to the field and the table, and nothing else', () => {
    const policies = ofType('AWS::IAM::Policy').filter(({ logicalId }) => /lambdaServiceRole/.test(logicalId));
    const granted = policies.map(({ logicalId, properties }) => {
      const text = JSON.stringify(properties.PolicyDocument);
      return {
        role: logicalId.replace(/lambdaServiceRole.*/, ''),
        fields: [...text.matchAll(/types\/(\w+\/fields\/[\w*]+)/g)].map((match) => match[1]).sort(),
        actions: [
          ...new Set(
            [...text.matchAll(/"((?:dynamodb|events|s3|sqs|ssm|cognito-idp):[\w*]+)"/g)].map((match) => match[1]),
          ),
        ].sort(),
      };
    });
    expect(granted.sort((a, b) => a.role.localeCompare(b.role))).toMatchSnapshot();
  });
});

describe('functions that a person or a run waits for', () => {
  it.each([
    ['pretokengeneration', 8],
    ['conversation', 36],
    ['runoperations', 43],
    ['supervisor', 44],
    // Signs addresses of files by the SDK, which is most of it.
    ['reporturl', 200],
    ['documentoperations', 225],
    // Reads files by the SDK and searches in memory.
    ['knowledgeoperations', 225],
  ])('%s weighs at most %i KB, gzipped', (name, kilobytes) => {
    const found = ofType('AWS::Lambda::Function').find(({ logicalId }) => logicalId.startsWith(`${name}lambda`));
    const code = z.object({ S3Key: z.string() }).parse(found?.properties.Code);
    expect(bundleBytes(synthesis.directory, code.S3Key)).toBeLessThan(kilobytes * 1024);
  });
});

describe('the bucket of the projects’ files', () => {
  it('is closed to the public', () => {
    const bucket = ofType('AWS::S3::Bucket').find(({ logicalId }) => logicalId.startsWith('projectFiles'));
    expect(bucket?.properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(JSON.stringify(bucket?.properties.CorsConfiguration)).not.toMatch(/"AllowedOrigins":\["\*"\]/);
  });
});

describe('the API', () => {
  const fieldsOf = (type: string): string[] => {
    // AppSync's own scalars and directives, which its schema takes for granted.
    const scalars = 'scalar AWSDate scalar AWSDateTime scalar AWSJSON';
    const directives =
      'directive @aws_iam on OBJECT|FIELD_DEFINITION directive @aws_subscribe(mutations: [String!]) on FIELD_DEFINITION ' +
      'directive @aws_cognito_user_pools(cognito_groups: [String!]) on OBJECT|FIELD_DEFINITION';
    const found = buildSchema(`${scalars} ${directives} ${synthesis.graphql}`).getType(type);
    if (!isObjectType(found)) throw new Error(`${type} is not a type of the schema`);
    return Object.keys(found.getFields());
  };

  it.each(Object.entries(selections))(
    'is asked for every field of %s by functions, so that subscribers are told',
    (type, selection) => {
      const [definition] = parse(`{ root { ${selection} } }`).definitions;
      if (definition?.kind !== 'OperationDefinition') throw new Error('no operation');
      const [root] = definition.selectionSet.selections;
      if (root?.kind !== 'Field') throw new Error('no root field');
      const asked = root.selectionSet?.selections.map((node) => (node.kind === 'Field' ? node.name.value : ''));
      expect(asked?.sort()).toEqual(fieldsOf(type).sort());
    },
  );

  it('keeps publishing to functions', () => {
    for (const field of [
      'publishConversationMessage',
      'publishMessageDelta',
      'publishAssessmentCompletion',
      'publishDesignProgress',
      'saveRun',
      'saveRunStep',
      'advanceRun',
    ]) {
      expect(synthesis.graphql).toMatch(
        new RegExp(`${field}\\(.*@aws_cognito_user_pools\\(cognito_groups: \\["nobody"\\]\\) @aws_iam`),
      );
    }
  });

  it('asks in its resolver for the capabilities that the table names', () => {
    const entries = ['project', 'run', 'document', 'knowledge-base', 'organization'].flatMap((what) => {
      const source = readFileSync(new URL(`./data/resolvers/authorize-${what}.js`, import.meta.url), 'utf8');
      const table = source.match(/const capabilityOfOperation = (\{[^}]*\})/)?.[1] ?? '';
      return [...table.matchAll(/(\w+): '(\w+)'/g)].map((match) => [match[1], match[2]]);
    });
    // Whose role may decide an approval is the gate's own matter: its resolver asks for reading alone.
    expect({ ...Object.fromEntries(entries), decideApproval: 'org_read' }).toEqual(capabilityOfOperation);
  });

  it('checks what people write to projects and knowledge bases before it is written', () => {
    for (const mutation of ['createProject', 'updateProject', 'createKnowledgeBase', 'updateKnowledgeBase']) {
      const resolver = ofType('AWS::AppSync::Resolver').find(({ properties }) => properties.FieldName === mutation);
      const steps = JSON.stringify(resolver?.properties.PipelineConfig);
      expect(steps).toMatch(new RegExp(`auth0Function.*${mutation}Guard.*DataResolverFn`));
    }
  });
});
