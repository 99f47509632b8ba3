import { readFileSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import { CfnFunctionConfiguration, type CfnResolver } from 'aws-cdk-lib/aws-appsync';
import { z } from 'zod';

interface DataResources {
  readonly cfnResources: {
    readonly cfnGraphqlApi: { readonly attrApiId: string };
    readonly cfnResolvers: Readonly<Record<string, CfnResolver>>;
    readonly cfnFunctionConfigurations: Readonly<Record<string, CfnFunctionConfiguration>>;
  };
}

const pipelineSchema = z.object({ functions: z.array(z.unknown()) });

/** Generated writes that people may call, with the step that checks what they send. */
const guards = {
  createProject: './resolvers/guard-project.js',
  updateProject: './resolvers/guard-project.js',
  createKnowledgeBase: './resolvers/guard-knowledge-base.js',
  updateKnowledgeBase: './resolvers/guard-knowledge-base.js',
} as const;

/**
 * Puts a step before the write of generated mutations, after their authorization: model rules say who may write, not
 * what. It sets defaults the way the generated steps do, in `stash.defaultValues`.
 */
export function guardWrites(resources: DataResources): void {
  const { cfnResolvers, cfnFunctionConfigurations, cfnGraphqlApi } = resources.cfnResources;
  for (const [fieldName, entry] of Object.entries(guards)) {
    const resolver = Object.values(cfnResolvers).find((candidate) => candidate.fieldName === fieldName);
    const first = Object.values(cfnFunctionConfigurations).find(
      (candidate) => candidate.name === `Mutation${fieldName}init0Function`,
    );
    const pipeline = resolver && pipelineSchema.safeParse(Stack.of(resolver).resolve(resolver.pipelineConfig)).data;
    if (!resolver || !first || !pipeline) {
      throw new Error(`${fieldName} is not generated as expected. Look at what the data construct makes now.`);
    }
    const guard = new CfnFunctionConfiguration(Stack.of(resolver), `${fieldName}Guard`, {
      apiId: cfnGraphqlApi.attrApiId,
      name: `${fieldName}Guard`,
      dataSourceName: first.dataSourceName,
      runtime: { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' },
      code: readFileSync(new URL(entry, import.meta.url), 'utf8'),
    });
    const steps = pipeline.functions;
    resolver.addPropertyOverride('PipelineConfig.Functions', [
      ...steps.slice(0, -1),
      { 'Fn::GetAtt': [Stack.of(guard).getLogicalId(guard), 'FunctionId'] },
      steps.at(-1),
    ]);
  }
}
