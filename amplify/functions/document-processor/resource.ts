import { defineFunction } from '@aws-amplify/backend';
import { AssetHashType, DockerImage, Duration } from 'aws-cdk-lib';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { bundleProcessor } from './bundle.ts';

/**
 * A function of its own, under limits: it opens what strangers sent. Offline it runs in a process of its own; the
 * variable means nothing in the cloud.
 */
export const documentProcessor = defineFunction(
  (scope) =>
    new LambdaFunction(scope, 'document-processor-lambda', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.X86_64,
      handler: 'index.handler',
      timeout: Duration.seconds(120),
      memorySize: 1536,
      environment: { OFFLINE_ISOLATION: 'process' },
      code: Code.fromAsset(import.meta.dirname, {
        // Most of it comes from other folders: what they make counts, not what lies here.
        assetHashType: AssetHashType.OUTPUT,
        bundling: {
          // Never pulled: the local bundling below always answers.
          image: DockerImage.fromRegistry('none'),
          local: { tryBundle: bundleProcessor },
        },
      }),
    }),
  { resourceGroupName: 'data' },
);
