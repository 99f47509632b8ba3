import { expect, it } from 'vitest';
import { scanFiles } from '../source/scan-files.ts';

it('what code sets on a resource afterwards stands in place of what it was made with', () => {
  const { components } = scanFiles({
    'lib/stack.ts': `import { CfnTable, Table } from 'aws-cdk-lib/aws-dynamodb';
const table = new Table(this, 'Orders', { partitionKey: { name: 'id' } });
const cfn = table.node.defaultChild as CfnTable;
cfn.addPropertyOverride('SSESpecification.SSEEnabled', true);
cfn.deletionProtectionEnabled = true;
`,
    'amplify/backend.ts': `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
const backend = defineBackend({ auth });
const { cfnUserPool } = backend.auth.resources.cfnResources;
cfnUserPool.policies = { passwordPolicy: { minimumLength: 12 } };
`,
    'amplify/auth/resource.ts': `import { defineAuth } from '@aws-amplify/backend';
export const auth = defineAuth({ loginWith: { email: true } });
`,
  });
  const stated = (id: string) =>
    components
      .find((one) => one.id === id)
      ?.properties.map(({ name, value, source }) => [name, value, `${source.file}:${source.line}`]);
  expect(stated('Orders')).toEqual(
    expect.arrayContaining([
      ['SSESpecification.SSEEnabled', true, 'lib/stack.ts:4'],
      ['DeletionProtectionEnabled', true, 'lib/stack.ts:5'],
    ]),
  );
  expect(stated('auth')).toContainEqual(['Policies.PasswordPolicy.MinimumLength', 12, 'amplify/backend.ts:5']);
});
