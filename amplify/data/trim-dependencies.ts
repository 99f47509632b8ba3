import { type CfnElement, Stack } from 'aws-cdk-lib';
import { CfnDataSource, CfnFunctionConfiguration, CfnGraphQLSchema, CfnResolver } from 'aws-cdk-lib/aws-appsync';
import type { IConstruct } from 'constructs';

/**
 * Has resolvers of custom operations and their steps wait for what they need alone: the schema, and the data source that
 * they name. As generated each of them names every resource of the API, half of the template, which would pass
 * CloudFormation's megabyte.
 */
export function trimDependencies(api: IConstruct): void {
  const stack = Stack.of(api);
  const all = stack.node.findAll();
  const idOf = (element: CfnElement) => stack.getLogicalId(element);
  const schemas = all.filter((each) => each instanceof CfnGraphQLSchema).map(idOf);
  const sources = new Map(all.filter((each) => each instanceof CfnDataSource).map((each) => [each.name, each]));
  for (const each of all) {
    if (Stack.of(each) !== stack) continue;
    if (each instanceof CfnResolver) each.addOverride('DependsOn', schemas);
    if (each instanceof CfnFunctionConfiguration) {
      const name: unknown = stack.resolve(each.dataSourceName);
      // One that is named by a reference waits for it by that.
      if (typeof name !== 'string') continue;
      const source = sources.get(name);
      if (!source) throw new Error(`${each.node.path} names a data source ${name}, which there is not.`);
      const home = Stack.of(source);
      const awaited = home === stack ? source : home.nestedStackResource;
      if (awaited) each.addOverride('DependsOn', [idOf(awaited)]);
    }
  }
}
