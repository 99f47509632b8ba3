import type { IGraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Schema } from './resource.ts';

type ModelName =
  | 'KnowledgeBase'
  | 'KnowledgeSource'
  | 'Notification'
  | 'Agent'
  | 'AgentStatus'
  | 'Approval'
  | 'Artifact'
  | 'Assessment'
  | 'Blueprint'
  | 'ChatSession'
  | 'ConversationMessage'
  | 'DesignInterview'
  | 'Document'
  | 'GuardrailFinding'
  | 'Organization'
  | 'Project'
  | 'Run'
  | 'RunStep';

type TableAction = 'BatchGetItem' | 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem';

export interface DataGrants {
  /** Mutations that the function may call, by field. */
  readonly mutations?: readonly string[];
  /** What it may do to tables, whose names it finds as `<MODEL>_TABLE` in its environment. */
  readonly tables?: Partial<Record<ModelName & keyof Schema, readonly TableAction[]>>;
}

interface DataResources {
  readonly graphqlApi: IGraphqlApi;
  readonly tables: Readonly<Record<string, ITable>>;
}

/** The table of a model. */
export function tableOf(resources: Pick<DataResources, 'tables'>, model: string): ITable {
  const table = resources.tables[model];
  if (!table) throw new Error(`There is no table of the model ${model}.`);
  return table;
}

/**
 * Gives a function exactly the fields and tables that it needs. `allow.resource` would open every query or mutation
 * to it, and cost a call to SSM at each cold start for a schema that functions here do not read.
 */
export function grantData(
  fn: LambdaFunction,
  data: { readonly resources: DataResources; readonly graphqlUrl: string },
  grants: DataGrants,
): void {
  const { graphqlApi } = data.resources;
  if (grants.mutations) {
    graphqlApi.grantMutation(fn, ...grants.mutations);
    fn.addEnvironment('DATA_ENDPOINT', data.graphqlUrl);
  }
  for (const [model, actions] of Object.entries(grants.tables ?? {})) {
    const table = tableOf(data.resources, model);
    table.grant(fn, ...actions.map((action) => `dynamodb:${action}`));
    if (actions.includes('Query')) {
      const resources = [`${table.tableArn}/index/*`];
      fn.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:Query'], resources }));
    }
    fn.addEnvironment(`${model.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_TABLE`, table.tableName);
  }
}
